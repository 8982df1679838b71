import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Names } from '../../../runtime/installation-names.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import { readFunction } from '../read-function.ts';

const REFERENCE = /^(?:arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:)?([\w-]+)(?::([\w$-]+))?$/;

/** Whether `slack` names the stage's other functions as they have to be called. */
export async function checkWorkflow(
  lambda: LambdaClient,
  settings: Settings<'slack'>,
  names: Names,
  stage: string,
): Promise<Finding> {
  const mend = `Deploy again: npm run deploy -- --stage ${stage}`;
  const [, workflow, qualifier] = REFERENCE.exec(settings.repushFunction) ?? [];
  const [, worker] = REFERENCE.exec(settings.workerFunction) ?? [];
  if (workflow !== names.functions.repush)
    return faulty(`REPUSH_FUNCTION is not ${names.functions.repush}`, mend);
  if (qualifier === undefined)
    return faulty('REPUSH_FUNCTION has no qualifier, which a durable function needs', mend);
  if (worker !== names.functions.worker)
    return faulty(`WORKER_FUNCTION is not ${names.functions.worker}`, mend);
  const [, lookup = names.functions.lookup] = REFERENCE.exec(settings.lookupFunction ?? '') ?? [];
  if (lookup !== names.functions.lookup)
    return faulty(`LOOKUP_FUNCTION is not ${names.functions.lookup}`, mend);
  for (const name of [settings.repushFunction, settings.workerFunction, lookup]) {
    const reading = await readFunction(lambda, name);
    if (reading.kind !== 'found') return faulty(`${name} cannot be read (${reading.cause})`, mend);
    const { notReady, isDurable } = reading.function;
    if (notReady !== undefined) return faulty(`${name} ${notReady}`, mend);
    if (name === settings.repushFunction && !isDurable)
      return faulty(`${name} is no durable function`, mend);
  }
  return fine(`${workflow}, qualifier ${qualifier}`, undefined);
}
