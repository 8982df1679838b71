import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { type ClosingPart, endedLineMetadata } from '../../ledger/line-metadata.ts';
import { type LedgerCard, type LedgerLine, readLines } from '../../ledger/read.ts';
import type { LedgerSource } from '../../ledger/scan.ts';
import { section } from '../../messages/message.ts';
import { postReply, type Trying } from '../../posting/thread-reply.ts';
import { writeTaken } from '../../posting/write-taken.ts';
import type { Log } from '../../runtime/log.ts';
import { NO_UNFURL } from '../../slack-api/message.ts';
import { onceWithin, type Patience, patiently } from '../../slack-api/retry.ts';
import { unlessRefused } from './unless-refused.ts';

interface Deps {
  readonly source: LedgerSource;
  readonly reading: Patience;
  readonly log: Log;
}

/** A line about the end of a request whose execution can no longer post it. */
interface ClosingLine {
  readonly part: ClosingPart;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

const MARK = 'closed ';

/** The lines below a card that the execution or an earlier closing posted. */
export async function readThread(
  { ts, executionName }: LedgerCard,
  { source, reading }: Pick<Deps, 'source' | 'reading'>,
): Promise<readonly LedgerLine[]> {
  const { client, botId, channel } = source;
  return patiently(reading, async () => {
    const lines: LedgerLine[] = [];
    for await (const line of readLines(client, botId, channel, ts, executionName)) lines.push(line);
    return lines;
  });
}

/** Whether a closing posted this line, optionally about one part. */
export function isClosingLine({ mark }: LedgerLine, part?: ClosingPart): boolean {
  return part === undefined ? mark.startsWith(MARK) : mark === `${MARK}${part}`;
}

/**
 * Adds the lines that a thread lacks. Each stays only once, even if two closings run concurrently. Lines
 * that Slack refuses permanently are skipped.
 * @param lines the existing ones
 * @returns the timestamps of the lines that were added
 */
export async function addClosingLines(
  card: LedgerCard,
  closing: readonly ClosingLine[],
  lines: readonly LedgerLine[],
  deps: Deps,
): Promise<ReadonlySet<string>> {
  const missing = closing.filter(
    ({ part }) => !lines.some((line) => isClosingLine(line, part) || line.kind === part),
  );
  const last = Math.max(0, ...lines.map((line) => line.number));
  const added = new Set<string>();
  for (const [index, line] of missing.entries()) {
    const ts = await post(card, line, last + 1 + index, deps);
    if (ts !== undefined) added.add(ts);
  }
  const standing = await dropDoubles(card, deps);
  return new Set([...added].filter((ts) => standing.has(ts)));
}

/** @returns the line's timestamp; `undefined` if Slack refuses it permanently */
function post(
  card: LedgerCard,
  { part, text, atMs }: ClosingLine,
  number: number,
  { source: { client, channel }, reading, log }: Deps,
): Promise<string | undefined> {
  const trying: Trying = {
    once: (call) => onceWithin(reading, call),
    repeatedly: (call) => patiently(reading, call),
  };
  const place = { channel, thread_ts: card.ts, ...NO_UNFURL };
  const metadata = endedLineMetadata(card, { mark: `${MARK}${part}`, number, part, atMs });
  return unlessRefused(log, 'line', () =>
    writeTaken(
      { text, blocks: [section(text)] },
      (form) => postReply(client, { ...place, ...form }, trying),
      metadata,
    ),
  );
}

/**
 * Removes duplicates of concurrent closings: the first line for each part stays.
 * @returns the timestamps of the lines that stay
 */
async function dropDoubles(card: LedgerCard, deps: Deps): Promise<ReadonlySet<string>> {
  const closings = (await readThread(card, deps))
    .filter((line) => isClosingLine(line))
    .toSorted((a, b) => Number(a.ts) - Number(b.ts));
  const first = new Map<string, string>();
  for (const { mark, ts } of closings) {
    if (first.has(mark)) await removeLine(ts, deps);
    else first.set(mark, ts);
  }
  return new Set(first.values());
}

/** Deletes a line; if Slack refuses, it stays. */
export async function removeLine(
  ts: string,
  { source: { client, channel }, reading }: Pick<Deps, 'source' | 'reading'>,
): Promise<void> {
  await patiently(reading, () => deleted(client, channel, ts));
}

async function deleted(client: WebClient, channel: string, ts: string): Promise<void> {
  try {
    await client.chat.delete({ channel, ts });
  } catch (error) {
    // A duplicate that stays says the same as the first.
    if (!(error instanceof WebAPIPlatformError)) throw error;
  }
}
