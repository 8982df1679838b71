import type { EndedPart } from '../../ledger/ended-follow-up.ts';
import type { LedgerCard, LedgerLine } from '../../ledger/read.ts';
import type { LedgerSource } from '../../ledger/scan.ts';
import {
  buildClosedQuestion,
  type Closing,
  endedPartWords,
} from '../../messages/card/closed-card.ts';
import { writeTaken } from '../../posting/write-taken.ts';
import type { Log } from '../../runtime/log.ts';
import { type Patience, patiently } from '../../slack-api/retry.ts';
import { addClosingLines, isClosingLine } from './closing-lines.ts';
import { unlessRefused } from './unless-refused.ts';

interface Deps {
  readonly source: LedgerSource;
  readonly reading: Patience;
  readonly log: Log;
}

const OF_ARRIVAL: readonly EndedPart[] = ['not_confirmed', 'arrived'];

/** When an interrupted closing ended the follow-up, in milliseconds since the epoch. */
export function closedBefore(lines: readonly LedgerLine[]): number | undefined {
  return lines.find((line) => isClosingLine(line))?.atMs;
}

/**
 * Records in a thread which parts of the follow-up have ended: removes the buttons of a question that an earlier version asked there, and adds the
 * missing line of each part. Skips what Slack refuses permanently: the card says it too.
 * @param card as it will be
 * @param lines the existing ones
 */
export async function closeThread(
  card: LedgerCard,
  closing: Closing,
  lines: readonly LedgerLine[],
  deps: Deps,
): Promise<void> {
  const { source, reading, log } = deps;
  const { client, channel } = source;
  const { ended, atMs } = closing;
  const question = lines.find((line) => line.kind === 'arrival_asked' && line.hasButtons);
  const arrival = ended.find((part) => OF_ARRIVAL.includes(part));
  if (question !== undefined && arrival !== undefined) {
    const message = buildClosedQuestion(question.text, arrival, closing);
    await unlessRefused(log, 'question', () =>
      writeTaken(message, (form) =>
        patiently(reading, () => client.chat.update({ channel, ts: question.ts, ...form })),
      ),
    );
  }
  const missing = ended.map((part) => ({ part, text: endedPartWords(part, closing), atMs }));
  await addClosingLines(card, missing, lines, deps);
}
