import { recordedMetadata } from '../../ledger/card-metadata.ts';
import type { LedgerCard } from '../../ledger/read.ts';
import { type LedgerSource, scanLedger } from '../../ledger/scan.ts';
import { movedClosedCard, UNCHANGEABLE_WORDS } from '../../messages/card/closed-card.ts';
import { unchangedCardMessage } from '../../messages/direct/cardless.ts';
import { sendDirectMessage } from '../../posting/direct-message.ts';
import { writeTaken } from '../../posting/write-taken.ts';
import type { Log } from '../../runtime/log.ts';
import type { Message } from '../../slack-api/message.ts';
import { OutOfTimeError, onceWithin, type Patience } from '../../slack-api/retry.ts';
import { addClosingLines, isClosingLine, readThread, removeLine } from './closing-lines.ts';
import { unlessRefused } from './unless-refused.ts';

interface Deps {
  readonly source: LedgerSource;
  readonly reading: Patience;
  readonly telling: Patience;
  /** Executions whose requesters have been told. */
  readonly told: Set<string>;
  readonly log: Log;
}

interface Times {
  /** When the card is closed, in milliseconds since the epoch. */
  readonly atMs: number;
  /** When its execution ended; `undefined` if AWS no longer says. */
  readonly endedAtMs: number | undefined;
}

/** Longer than the time between two daily runs. */
const TOLD_WITHIN_MS = 26 * 3_600_000;

const PART = 'unchangeable';

/**
 * Tells people once what a card should say that Slack refuses to change: in its thread, in a direct message
 * to the requester, and on a replacement card. The thread line or the replacement card later proves that
 * this has been done. If Slack refuses both, the requester is told while the end is recent, once per
 * process.
 * @param card as it should be
 * @returns how many people were told directly
 * @throws if a retry may help; another closing then starts over
 */
export async function closeElsewhere(
  card: LedgerCard,
  message: Message,
  { atMs, endedAtMs }: Times,
  deps: Deps,
): Promise<number> {
  if (await hasNewer(card, deps)) return 0;
  const lines = await readThread(card, deps);
  if (lines.some((line) => isClosingLine(line, PART))) return 0;
  const text = `${UNCHANGEABLE_WORDS} ${message.text}`;
  const [mark] = await addClosingLines(card, [{ part: PART, text, atMs }], lines, deps);
  // Either Slack refused the line, or a concurrent closing posted its own first.
  const hasOther = mark === undefined && (await hasMark(card, deps));
  if (hasOther) return 0;
  const isFresh = endedAtMs !== undefined && deps.reading.now() - endedAtMs < TOLD_WITHIN_MS;
  try {
    const told = mark !== undefined || isFresh ? await tellRequester(card, message, deps) : 0;
    await postAgain(card, message, deps);
    return told;
  } catch (error) {
    if (mark !== undefined) await removeLine(mark, deps);
    throw error;
  }
}

async function hasMark(card: LedgerCard, deps: Deps): Promise<boolean> {
  return (await readThread(card, deps)).some((line) => isClosingLine(line, PART));
}

async function tellRequester(
  { executionArn: arn, reference, requesterId }: LedgerCard,
  message: Message,
  { source: { client, channel }, telling, told, log }: Deps,
): Promise<number> {
  if (told.has(arn)) return 0;
  const direct = unchangedCardMessage(message, channel);
  const sent = await unlessRefused(log, 'direct message', () =>
    onceWithin(telling, () => sendDirectMessage(client, requesterId, direct)),
  );
  if (sent === undefined) return 0;
  told.add(arn);
  log.warn('requester_told', { reference, ending: 'card_unchangeable' });
  return 1;
}

async function postAgain(
  card: LedgerCard,
  message: Message,
  { source: { client, channel }, reading, log }: Deps,
): Promise<void> {
  await unlessRefused(log, 'card', () =>
    writeTaken(
      movedClosedCard(message),
      (form) => onceWithin(reading, () => client.chat.postMessage({ channel, ...form })),
      recordedMetadata(card),
    ),
  );
}

/** Whether another card of the same execution was posted after this one. */
async function hasNewer(card: LedgerCard, { source, reading }: Deps): Promise<boolean> {
  let found = false;
  const stretch = { sinceMs: Number(card.ts) * 1000 };
  const end = await scanLedger(source, stretch, reading, ({ cards }) => {
    found = cards.some(
      ({ ts, executionName }) => executionName === card.executionName && ts !== card.ts,
    );
    return found ? 'enough' : 'more';
  });
  if (end.kind === 'out_of_time') throw new OutOfTimeError('the channel was not read in time');
  return found;
}
