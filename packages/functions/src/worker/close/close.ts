import type { Ending, ReadEnding } from '../../executions/ending.ts';
import { recordedMetadata } from '../../ledger/card-metadata.ts';
import { endedCard, endedFollowUp, isFollowedUp } from '../../ledger/ended-follow-up.ts';
import { recordedNameOf } from '../../ledger/ledger-state.ts';
import { type LedgerCard, readCard } from '../../ledger/read.ts';
import type { LedgerSource } from '../../ledger/scan.ts';
import { buildClosedCard, type Closing, closedStateOf } from '../../messages/card/closed-card.ts';
import { isUnended } from '../../model/state-name.ts';
import { writeTaken } from '../../posting/write-taken.ts';
import { errorKind, type Log } from '../../runtime/log.ts';
import { type Patience, patiently } from '../../slack-api/retry.ts';
import { closeElsewhere } from './close-elsewhere.ts';
import { readThread } from './closing-lines.ts';
import { untilSettled } from './settled.ts';
import { closedBefore, closeThread } from './thread.ts';
import { unlessRefused } from './unless-refused.ts';

export interface ClosingDeps {
  readonly source: LedgerSource;
  readonly readEnding: ReadEnding;
  readonly reading: Patience;
  /** For telling people; its deadline is later than that for reading. */
  readonly telling: Patience;
  /** Executions whose requesters have been told: AWS may report the same end twice. */
  readonly told: Set<string>;
  readonly timeZone: string;
  readonly now: () => number;
  readonly log: Log;
}

/** Whether a card has buttons that only a running execution can answer. */
export function isOpenCard(card: LedgerCard): boolean {
  return isUnended(card.state.kind) || isFollowedUp(card);
}

/**
 * The same as `closeEnded`, but never rejects: a card that cannot be closed must not keep the others open.
 */
export async function closeIfEnded(
  card: LedgerCard,
  deps: ClosingDeps,
): Promise<string | undefined> {
  try {
    return (await closeEnded(card, deps)).state;
  } catch (error) {
    deps.log.error('card_not_closed', { reference: card.reference, error: errorKind(error) });
    return undefined;
  }
}

/** The result of closing a card. */
export interface Closed {
  /** The card's new state; `undefined` if it was left as it is. */
  readonly state: string | undefined;
  /** How many people were told instead. */
  readonly told: number;
}

const LEFT: Closed = { state: undefined, told: 0 };

/**
 * Closes an open card whose execution, according to AWS, has ended without showing it. Waits until nothing
 * of the execution is in flight to Slack. If Slack refuses to change the card, tells people elsewhere.
 * @throws if AWS or Slack could not answer, or the deadline left no time to wait
 */
export async function closeEnded(
  { ts, reference, executionArn: arn }: LedgerCard,
  deps: ClosingDeps,
): Promise<Closed> {
  const { source, readEnding, reading, log } = deps;
  const { client, botId, channel } = source;
  const ended = await readEnding(arn);
  if (ended === undefined) return LEFT;
  const { ending } = ended;
  await untilSettled(ended.atMs, reading);
  // The execution may have shown its end since the channel was read.
  const card = await patiently(reading, () => readCard(client, botId, channel, ts));
  if (card === undefined || !isOpenCard(card)) return LEFT;
  const lines = isUnended(card.state.kind) ? [] : await readThread(card, deps);
  const atMs = closedBefore(lines) ?? deps.now();
  const { closed, closing } = closedCard(card, ending, atMs, deps.timeZone);
  if (closing.ended.length > 0) await closeThread(closed, closing, lines, deps);
  const message = buildClosedCard(closed, closing);
  const shown = await unlessRefused(log, 'card', () =>
    writeTaken(
      message,
      (form) => patiently(reading, () => client.chat.update({ channel, ts, ...form })),
      recordedMetadata(closed),
    ),
  );
  if (shown === undefined) {
    log.error('card_not_closed', { reference, error: 'refused' });
    const times = { atMs, endedAtMs: ended.atMs };
    return { ...LEFT, told: await closeElsewhere(closed, message, times, deps) };
  }
  log.warn('card_closed', { reference, ending: ending.kind });
  return { ...LEFT, state: recordedNameOf(closed.state) };
}

function closedCard(
  card: LedgerCard,
  ending: Ending,
  atMs: number,
  timeZone: string,
): { readonly closed: LedgerCard; readonly closing: Closing } {
  const known = ending.kind === 'unshown' ? (ending.followUp ?? {}) : {};
  if (isUnended(card.state.kind)) {
    const closed = endedCard(card, closedStateOf(ending), known, atMs);
    return { closed, closing: { ending, ended: [], atMs, timeZone } };
  }
  const { card: closed, ended } = endedFollowUp(card, known, atMs);
  return { closed, closing: { ending, ended, atMs, timeZone } };
}
