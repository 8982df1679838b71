import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { EndedPart } from '../../ledger/ended-follow-up.ts';
import { endedLineMetadata } from '../../ledger/line-metadata.ts';
import { type LedgerCard, type LedgerLine, readLines } from '../../ledger/read.ts';
import type { LedgerSource } from '../../ledger/scan.ts';
import { section } from '../../messages/message.ts';
import { postReply, type Trying } from '../../posting/thread-reply.ts';
import { writeTaken } from '../../posting/write-taken.ts';
import { onceWithin, type Patience, patiently } from '../../slack-api/retry.ts';
import { buildClosedQuestion, type Closing, endedPartWords } from './closed-card.ts';

interface Deps {
  readonly source: LedgerSource;
  readonly reading: Patience;
}

const OF_ARRIVAL: readonly EndedPart[] = ['not_confirmed', 'arrived'];

const MARK = 'closed ';

/** The lines that the execution, or an earlier closing, has left below a card. */
export async function readThread(
  { ts, payload }: LedgerCard,
  { source, reading }: Deps,
): Promise<readonly LedgerLine[]> {
  const { client, botId, channel } = source;
  return patiently(reading, async () => {
    const lines: LedgerLine[] = [];
    for await (const line of readLines(client, botId, channel, ts, payload.execution))
      lines.push(line);
    return lines;
  });
}

/** When a closing that was interrupted ended the follow-up, in milliseconds since the epoch. */
export function closedBefore(lines: readonly LedgerLine[]): number | undefined {
  const at = lines.find(({ mark }) => mark.startsWith(MARK))?.at;
  return at === undefined ? undefined : at * 1000;
}

/**
 * Tells a thread what has ended of its request's follow-up: the question loses its buttons, and each
 * part gets its line, unless it has it.
 * @param card as it will be
 * @param lines what the thread has
 */
export async function closeThread(
  card: LedgerCard,
  closing: Closing,
  lines: readonly LedgerLine[],
  { source, reading }: Deps,
): Promise<void> {
  const { client, channel } = source;
  const { ended, atMs } = closing;
  const question = lines.find(({ kind }) => kind === 'arrival_asked');
  const arrival = ended.find((part) => OF_ARRIVAL.includes(part));
  if (question !== undefined && arrival !== undefined) {
    const message = buildClosedQuestion(question.text, arrival, closing);
    await writeTaken(message, (form) =>
      patiently(reading, () => client.chat.update({ channel, ts: question.ts, ...form })),
    );
  }
  const trying: Trying = {
    once: (call) => onceWithin(reading, call),
    repeatedly: (call) => patiently(reading, call),
  };
  let number = Math.max(0, ...lines.map((line) => line.number));
  for (const part of ended) {
    const mark = `${MARK}${part}`;
    if (lines.some((line) => line.mark === mark || line.kind === part)) continue;
    number += 1;
    const text = endedPartWords(part, closing);
    const metadata = endedLineMetadata(card, { mark, number, part, atMs });
    const place = { channel, thread_ts: card.ts, unfurl_links: false, unfurl_media: false };
    await writeTaken(
      { text, blocks: [section(text)] },
      (form) => postReply(client, { ...place, ...form }, trying),
      metadata,
    );
  }
  await dropDoubles(card, { source, reading });
}

/** Two closings at the same moment each add their lines: the first of each stays. */
async function dropDoubles(card: LedgerCard, { source, reading }: Deps): Promise<void> {
  const { client, channel } = source;
  const closings = (await readThread(card, { source, reading }))
    .filter(({ mark }) => mark.startsWith(MARK))
    .toSorted((a, b) => Number(a.ts) - Number(b.ts));
  const marks = new Set<string>();
  for (const { mark, ts } of closings) {
    const isFirst = !marks.has(mark);
    marks.add(mark);
    if (!isFirst) await patiently(reading, () => deleted(client, channel, ts));
  }
}

async function deleted(client: WebClient, channel: string, ts: string): Promise<void> {
  try {
    await client.chat.delete({ channel, ts });
  } catch (error) {
    // What Slack keeps says nothing else than the first.
    if (!(error instanceof WebAPIPlatformError)) throw error;
  }
}
