import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Names } from '../../../../infra/names.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import { type DeployedFunction, readFunction } from '../read-function.ts';

/** The three functions as they are deployed. */
export type Deployed = Readonly<Record<keyof Names['functions'], DeployedFunction>>;

/** Whether the stage's three functions are deployed and can run. */
export async function checkFunctions(
  lambda: LambdaClient,
  names: Names,
  stage: string,
): Promise<Finding<Deployed>> {
  const { slack, repush, worker } = names.functions;
  const readings = await Promise.all([slack, repush, worker].map((it) => read(lambda, it)));
  const failed = readings.flatMap((reading) => ('fault' in reading ? [reading] : []));
  const [first, second, third] = readings.flatMap((it) => ('function' in it ? [it.function] : []));
  if (first === undefined || second === undefined || third === undefined || failed.length > 0) {
    return faulty(
      failed.map(({ fault }) => fault).join('; '),
      failed.some(({ isDenied }) => isDenied)
        ? 'Have lambda:GetFunctionConfiguration on these functions granted to you.'
        : `Check account and region, then deploy: npx sst deploy --stage ${stage}`,
    );
  }
  return fine(`${slack}, ${repush}, ${worker}`, { slack: first, repush: second, worker: third });
}

async function read(
  lambda: LambdaClient,
  name: string,
): Promise<{ function: DeployedFunction } | { fault: string; isDenied?: boolean }> {
  const reading = await readFunction(lambda, name);
  switch (reading.kind) {
    case 'found': {
      const { notReady } = reading.function;
      return notReady === undefined
        ? { function: reading.function }
        : { fault: `${name} ${notReady}` };
    }
    case 'absent':
      return { fault: `${name} is not deployed` };
    case 'not_allowed':
      return {
        fault: `you may not read ${name} (lambda:GetFunctionConfiguration)`,
        isDenied: true,
      };
    default:
      return { fault: `${name} cannot be read (${reading.cause})` };
  }
}
