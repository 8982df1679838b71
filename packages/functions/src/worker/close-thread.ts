import { buildClosedQuestion, type Closing, endedPartWords } from '../slack/blocks/closed-card.ts';
import { section } from '../slack/blocks/message.ts';
import type { EndedPart } from '../slack/ledger/ended-follow-up.ts';
import { endedLineMetadata } from '../slack/ledger/line-metadata.ts';
import { type LedgerCard, type LedgerLine, readLines } from '../slack/ledger/read.ts';
import type { LedgerSource } from '../slack/ledger/scan.ts';
import { onceWithin, type Patience, patiently } from '../slack/patiently.ts';

interface Deps {
  readonly source: LedgerSource;
  readonly reading: Patience;
}

const OF_ARRIVAL: readonly EndedPart[] = ['not_confirmed', 'arrived'];

/**
 * Tells a thread what has ended of its request's follow-up: the question loses its buttons, and each
 * part gets its line, which is looked for first.
 * @param card as it will be
 */
export async function closeThread(
  card: LedgerCard,
  { ended, atMs }: Closing,
  { source, reading }: Deps,
): Promise<void> {
  const { client, channel } = source;
  const lines = await patiently(reading, () => linesBelow(card, source));
  const question = lines.find(({ kind }) => kind === 'arrival_asked');
  const arrival = ended.find((part) => OF_ARRIVAL.includes(part));
  if (question !== undefined && arrival !== undefined) {
    const message = buildClosedQuestion(question.text, arrival, atMs);
    await patiently(reading, () => client.chat.update({ channel, ts: question.ts, ...message }));
  }
  let number = Math.max(0, ...lines.map((line) => line.number));
  for (const part of ended) {
    const mark = `closed ${part}`;
    if (lines.some((line) => line.mark === mark)) continue;
    number += 1;
    const text = endedPartWords(part, atMs);
    const metadata = endedLineMetadata(card, { mark, number, part, atMs });
    const message = { channel, thread_ts: card.ts, text, blocks: [section(text)], metadata };
    const quiet = { unfurl_links: false, unfurl_media: false };
    await onceWithin(reading, () => client.chat.postMessage({ ...message, ...quiet }));
  }
}

async function linesBelow(
  { ts, payload }: LedgerCard,
  { client, botId, channel }: LedgerSource,
): Promise<readonly LedgerLine[]> {
  const lines: LedgerLine[] = [];
  for await (const line of readLines(client, botId, channel, ts, payload.execution))
    lines.push(line);
  return lines;
}
