import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Names } from '../../../runtime/installation-names.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import { type DeployedFunction, readFunction } from '../read-function.ts';

/** The functions as they are deployed. */
export type Deployed = Readonly<Record<keyof Names['functions'], DeployedFunction>>;

/** Whether the stage's functions are deployed and can run. */
export async function checkFunctions(
  lambda: LambdaClient,
  names: Names,
  stage: string,
): Promise<Finding<Deployed>> {
  const { slack, repush, worker, lookup } = names.functions;
  const all = [slack, repush, worker, lookup];
  const readings = await Promise.all(all.map((it) => read(lambda, it)));
  const faults = readings.flatMap((reading) => ('fault' in reading ? [reading] : []));
  const [first, second, third, fourth] = readings.flatMap((it) =>
    'function' in it ? [it.function] : [],
  );
  if (!first || !second || !third || !fourth || faults.length > 0) {
    const causes = new Set(faults.map(({ cause }) => cause));
    return faulty(faults.map(({ fault }) => fault).join('; '), mendOf(causes, stage));
  }
  return fine(all.join(', '), { slack: first, repush: second, worker: third, lookup: fourth });
}

type Cause = 'not_allowed' | 'absent' | 'failed' | 'not_ready';

/** The first thing to do, where several causes meet. */
function mendOf(causes: ReadonlySet<Cause>, stage: string): string {
  const deploy = `npm run deploy -- --stage ${stage}`;
  if (causes.has('not_allowed'))
    return 'Have lambda:GetFunctionConfiguration on these functions granted to you.';
  if (causes.has('absent')) return `Check account and region, then deploy: ${deploy}`;
  if (causes.has('failed'))
    return 'Run the doctor again in a minute; if it stays, check the network.';
  return `Run the doctor again in a minute; if it stays, deploy again: ${deploy}`;
}

async function read(
  lambda: LambdaClient,
  name: string,
): Promise<{ function: DeployedFunction } | { fault: string; cause: Cause }> {
  const reading = await readFunction(lambda, name);
  switch (reading.kind) {
    case 'found': {
      const { notReady } = reading.function;
      return notReady === undefined
        ? { function: reading.function }
        : { fault: `${name} ${notReady}`, cause: 'not_ready' };
    }
    case 'absent':
      return { fault: `${name} is not deployed`, cause: 'absent' };
    case 'not_allowed':
      return {
        fault: `you may not read ${name} (lambda:GetFunctionConfiguration)`,
        cause: 'not_allowed',
      };
    default:
      return { fault: `${name} cannot be read (${reading.cause})`, cause: 'failed' };
  }
}
