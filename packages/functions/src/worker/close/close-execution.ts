import { referenceOf } from '@doo-repush/core/repush/reference';
import { unqualified } from '../../executions/arn.ts';
import { createExecutions, createLambda } from '../../executions/executions.ts';
import type { LedgerCard } from '../../ledger/read.ts';
import { scanLedger } from '../../ledger/scan.ts';
import type { EndedTask } from '../../model/status-event.ts';
import { sendDirectMessage } from '../../posting/direct-message.ts';
import { OutOfTimeError, onceWithin } from '../../slack-api/retry.ts';
import type { WorkerDeps } from '../deps.ts';
import { functionOfNewest, LOOK_BACK_MS } from '../reconcile.ts';
import { endedWithoutCardMessage } from './cardless-text.ts';
import { type ClosingDeps, closeEnded, isOpenCard } from './close.ts';
import { untilSettled } from './settled.ts';

type Deps = WorkerDeps &
  ClosingDeps & {
    /** The executions whose requesters were told: AWS may say the same twice. */
    readonly told: Set<string>;
  };

/** Longer than the clocks of AWS and Slack differ. */
const CLOCKS_DIFFER_MS = 60_000;

const NOTHING = { closed: 0, told: 0 };

/**
 * Closes the card of an execution that AWS says has ended without a report, or tells who asked for it
 * where there is no card. What AWS says may come twice or late: a card that shows an end stays as it is.
 * @param repushFunction the workflow's function: executions of others are left alone. Left out: the one
 * that the newest card names
 * @throws where AWS or Slack could not say how things stand: Lambda then tries it again
 */
export async function closeExecution(
  { executionArn, functionArn, startedAtMs, endedAtMs }: EndedTask,
  repushFunction: string | undefined,
  deps: Deps,
): Promise<{ readonly closed: number; readonly told: number }> {
  const oldestMs = deps.now() - LOOK_BACK_MS;
  const own = repushFunction ?? (await functionOfNewest(oldestMs, deps));
  if (own === undefined || [functionArn, executionArn].some((arn) => !isOf(own, arn)))
    return NOTHING;
  // A card may be on its way to the channel, too.
  await untilSettled(endedAtMs, deps.reading);
  const sinceMs = Math.max(oldestMs, (startedAtMs ?? oldestMs) - CLOCKS_DIFFER_MS);
  const card = await cardOf(executionArn, sinceMs, deps);
  if (card === undefined) return { ...NOTHING, told: await tellRequester(executionArn, deps) };
  const state = isOpenCard(card) ? await closeEnded(card, deps) : undefined;
  return { ...NOTHING, closed: state === undefined ? 0 : 1 };
}

/** Whether an ARN is of that function, or of one of its versions or executions. */
function isOf(repushFunction: string, arn: string): boolean {
  const [, name] = /:function:([\w-]+)(?::|$)/.exec(arn) ?? [];
  return name !== undefined && name === unqualified(repushFunction).split(':').at(-1);
}

/** The newest card of the execution. */
async function cardOf(
  executionArn: string,
  sinceMs: number,
  { source, reading }: Deps,
): Promise<LedgerCard | undefined> {
  let found: LedgerCard | undefined;
  const end = await scanLedger(source, { sinceMs }, reading, ({ cards }) => {
    found = cards.find(({ payload }) => payload.execution_arn === executionArn);
    return found === undefined ? 'more' : 'enough';
  });
  if (end.kind === 'out_of_time') throw new OutOfTimeError('the channel was not read in time');
  return found;
}

/** @returns how many people were told */
async function tellRequester(executionArn: string, deps: Deps): Promise<number> {
  const { readEnding, source, telling, told, log } = deps;
  const ended = await readEnding(executionArn);
  if (ended === undefined || told.has(executionArn)) return 0;
  const requester = await createExecutions(createLambda(), executionArn).requesterOf(executionArn);
  const reference = referenceOf(executionArn);
  if (requester === undefined) {
    log.error('requester_not_known', { reference });
    return 0;
  }
  const message = endedWithoutCardMessage(ended.ending, reference, executionArn);
  await onceWithin(telling, () => sendDirectMessage(source.client, requester, message));
  told.add(executionArn);
  log.warn('requester_told', { reference, ending: ended.ending.kind });
  return 1;
}
