import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import type { Names } from '../../../runtime/installation-names.ts';
import { errorKind } from '../../../runtime/log.ts';
import { type Finding, faulty, fine, type Unseen, unseen } from '../finding.ts';

/** What AWS keeps for functions without a reservation (Lambda docs: Reserved concurrency). */
const KEPT_UNRESERVED = 100;
/** Serves hundreds of people. */
const PROPOSED = 20;
/** The least that the deployment takes for SLACK_CONCURRENCY. */
const LEAST = 5;

/**
 * How much of the account's concurrency is reserved for `slack`, and what could be. SLACK_CONCURRENCY is
 * known to the deployment alone: AWS tells what came of it. Without a reservation all is well, and a
 * function that may not run at all is a fault.
 */
export async function checkConcurrency(
  lambda: LambdaClient,
  { functions }: Names,
): Promise<Finding | Unseen> {
  const names = Object.values(functions);
  let limit: number | undefined;
  let unreserved: number | undefined;
  let reserved: readonly (number | undefined)[];
  try {
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
    limit = AccountLimit?.ConcurrentExecutions;
    unreserved = AccountLimit?.UnreservedConcurrentExecutions;
    reserved = await Promise.all(names.map((name) => readReserved(lambda, name)));
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDeniedException')
      return unseen(
        'you may not read it (lambda:GetAccountSettings, and lambda:GetFunctionConcurrency on these functions)',
      );
    return unseen(`AWS does not say it (${errorKind(error)})`);
  }
  const stopped = names.filter((_, index) => reserved[index] === 0);
  const [first] = stopped;
  if (first !== undefined)
    return faulty(
      `${stopped.join(', ')}: never runs, since 0 invocations are reserved`,
      `Once it may run again: aws lambda delete-function-concurrency --function-name ${first}`,
    );
  if (limit === undefined || unreserved === undefined)
    return unseen('AWS names no limit of the account');
  const ofSlack = reserved[names.indexOf(functions.slack)];
  const account = `${unreserved} of the account's ${limit} are not reserved`;
  if (ofSlack !== undefined)
    return fine(`${ofSlack} reserved for ${functions.slack}, ${account}`, undefined);
  return fine(`nothing reserved for slack, ${account}; ${proposal(limit, unreserved)}`, undefined);
}

async function readReserved(lambda: LambdaClient, name: string): Promise<number | undefined> {
  const command = new GetFunctionConcurrencyCommand({ FunctionName: name });
  return (await lambda.send(command)).ReservedConcurrentExecutions;
}

function proposal(limit: number, unreserved: number): string {
  const room = unreserved - KEPT_UNRESERVED;
  if (room >= LEAST)
    return `a flood of its URL cannot take what the others need with SLACK_CONCURRENCY=${Math.min(PROPOSED, room)}`;
  const wanted = limit + PROPOSED - room;
  return `AWS refuses a reservation that leaves fewer than ${KEPT_UNRESERVED}: ask Service Quotas for ${wanted} Concurrent executions, then set SLACK_CONCURRENCY=${PROPOSED}`;
}
