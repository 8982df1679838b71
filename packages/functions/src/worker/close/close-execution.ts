import { referenceOf } from '@doo-repush/core/repush/reference';
import { unqualified } from '../../executions/arn.ts';
import { createExecutions, createLambda } from '../../executions/executions.ts';
import type { LedgerCard } from '../../ledger/read.ts';
import { scanLedger } from '../../ledger/scan.ts';
import { endedOutOfReachMessage, endedWithoutCardMessage } from '../../messages/direct/cardless.ts';
import type { ChannelTrouble } from '../../model/channel-trouble.ts';
import type { EndedTask } from '../../model/status-event.ts';
import { sendDirectMessage } from '../../posting/direct-message.ts';
import { channelTroubleOf } from '../../slack-api/channel-trouble.ts';
import { OutOfTimeError, onceWithin } from '../../slack-api/retry.ts';
import type { WorkerDeps } from '../deps.ts';
import { functionOfNewest, LOOK_BACK_MS } from '../reconcile.ts';
import { type ClosingDeps, closeEnded, isOpenCard } from './close.ts';
import { untilSettled } from './settled.ts';
import { unlessRefused } from './unless-refused.ts';

type Deps = WorkerDeps & ClosingDeps;

/** More than the clock skew between AWS and Slack. */
const CLOCKS_DIFFER_MS = 60_000;

const NOTHING = { closed: 0, told: 0 };

/**
 * Closes the card of an execution that AWS reports as ended without a report, or tells the requester if
 * there is no card. Idempotent, because AWS may deliver the event twice or late: a card that shows an end
 * stays as it is.
 * @param repushFunction the workflow's function, by default the one of the newest card; executions of other
 * functions are ignored
 * @throws if AWS or Slack could not answer; Lambda then retries
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
  // A card may still be in flight to the channel.
  await untilSettled(endedAtMs, deps.reading);
  const sinceMs = Math.max(oldestMs, (startedAtMs ?? oldestMs) - CLOCKS_DIFFER_MS);
  try {
    return await close(executionArn, sinceMs, deps);
  } catch (error) {
    const trouble = channelTroubleOf(error);
    if (trouble === undefined) throw error;
    // The daily run closes the card once the channel is reachable again.
    return { closed: 0, told: await tellRequester(executionArn, deps, trouble) };
  }
}

async function close(executionArn: string, sinceMs: number, deps: Deps) {
  const card = await cardOf(executionArn, sinceMs, deps);
  if (card === undefined) return { closed: 0, told: await tellRequester(executionArn, deps) };
  if (!isOpenCard(card)) return NOTHING;
  const { state, told } = await closeEnded(card, deps);
  return { closed: state === undefined ? 0 : 1, told };
}

/** Whether an ARN belongs to that function, or to one of its versions or executions. */
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
    found = cards.find((card) => card.executionArn === executionArn);
    return found === undefined ? 'more' : 'enough';
  });
  if (end.kind === 'out_of_time') throw new OutOfTimeError('the channel was not read in time');
  return found;
}

/**
 * @param trouble why the app cannot reach the channel; absent if the channel has no card
 * @returns how many people were told
 */
async function tellRequester(
  executionArn: string,
  { readEnding, source, telling, told, log }: Deps,
  trouble?: ChannelTrouble,
): Promise<number> {
  const { client, channel } = source;
  const ended = await readEnding(executionArn);
  if (ended === undefined || told.has(executionArn)) return 0;
  const requester = await createExecutions(createLambda(), executionArn).requesterOf(executionArn);
  const reference = referenceOf(executionArn);
  if (requester === undefined) {
    log.error('requester_not_known', { reference });
    return 0;
  }
  const { ending } = ended;
  const message =
    trouble === undefined
      ? endedWithoutCardMessage(ending, reference, executionArn)
      : endedOutOfReachMessage(ending, reference, channel, trouble);
  const sent = await unlessRefused(log, 'direct message', () =>
    onceWithin(telling, () => sendDirectMessage(client, requester, message)),
  );
  if (sent === undefined) return 0;
  told.add(executionArn);
  log.warn('requester_told', { reference, ending: ending.kind });
  return 1;
}
