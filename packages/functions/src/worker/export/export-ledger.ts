import { scanLedger } from '../../ledger/scan.ts';
import { channelWords } from '../../messages/channel-text.ts';
import { section } from '../../messages/message.ts';
import { wentWrong } from '../../messages/private-text.ts';
import { errorKind } from '../../runtime/log.ts';
import { channelTroubleOf } from '../../slack-api/channel-trouble.ts';
import { slackErrorName } from '../../slack-api/errors.ts';
import { NO_LINKS, readPermalinks } from '../../slack-api/permalink.ts';
import type { WorkerDeps } from '../deps.ts';
import { type Asker, tell } from '../tell.ts';
import { peopleOf } from './columns.ts';
import { createLedgerFile, type LedgerFile } from './ledger-file.ts';
import { createNames } from './names.ts';
import { FileUnsureError, sendFile } from './send-file.ts';
import { type ExportSummary, exportWords, nothingToExport } from './text.ts';

/** By when the cards were posted; milliseconds since the epoch. */
export interface Range {
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

/**
 * Sends a person the ledger as a CSV file and tells them so, or that it could not be done.
 * @returns how many lines were sent
 * @throws where nothing was sent and not even that could be told: to be tried again
 */
export async function exportLedger(asker: Asker, range: Range, deps: WorkerDeps): Promise<number> {
  const { lines, mayBeThere, words } = await sendLedger(asker.userId, range, deps);
  await tell(asker, { text: words, blocks: [section(words)] }, deps).catch((error: unknown) => {
    if (!mayBeThere) throw error;
    deps.log.error('export_not_told', { error: errorKind(error) });
  });
  return lines;
}

const NO_FILE = 'The ledger could not be exported, so you got no file.';

interface Sent {
  readonly lines: number;
  /** Whether the person has the file, or may have it. */
  readonly mayBeThere: boolean;
  readonly words: string;
}

async function sendLedger(userId: string, range: Range, deps: WorkerDeps): Promise<Sent> {
  const { sinceMs, untilMs } = range;
  let isRead = false;
  try {
    const { file, missing } = await write(range, deps);
    isRead = true;
    const { requests, lines, bytes } = file;
    if (requests === 0 && missing === undefined)
      return { lines: 0, mayBeThere: false, words: nothingToExport({ sinceMs, untilMs }) };
    const { timeZone } = deps;
    const comment = exportWords({ requests, lines, sinceMs, untilMs, missing, timeZone });
    const name = `doo-repush-ledger-${new Date(deps.now()).toISOString().slice(0, 10)}.csv`;
    const said = await sendFile(userId, { name, bytes, parts: file.parts(), comment }, deps);
    const there = 'The ledger is in your direct messages with this app, as a file.';
    const words = said ? there : `${there} ${comment}`;
    return { lines, mayBeThere: true, words };
  } catch (error) {
    const reference = deps.newReference();
    const mayBeThere = error instanceof FileUnsureError;
    const cause = mayBeThere ? error.cause : error;
    deps.log.error('export_failed', {
      reference,
      error: errorKind(cause),
      slack: slackErrorName(cause),
    });
    const trouble = isRead ? undefined : channelTroubleOf(error);
    if (trouble !== undefined) {
      const why = channelWords(trouble, deps.source.channel);
      return { lines: 0, mayBeThere, words: `${NO_FILE} ${why} Ref ${reference}` };
    }
    const what = mayBeThere
      ? 'It is not certain whether you got the file. Look into your direct messages with this app.'
      : NO_FILE;
    return { lines: 0, mayBeThere, words: wentWrong(what, reference) };
  }
}

async function write(
  { sinceMs, untilMs }: Range,
  { source, reading, timeZone }: WorkerDeps,
): Promise<{ file: LedgerFile; missing: ExportSummary['missing'] }> {
  const permalink = await readPermalinks(source.client, source.channel).catch(() => NO_LINKS);
  const names = createNames(source.client, reading);
  const file = createLedgerFile({ timeZone, nameOf: names.of, permalink });
  let missing: ExportSummary['missing'];
  const beforeTs = untilMs === undefined ? undefined : (untilMs / 1000).toFixed(6);
  const end = await scanLedger(source, { sinceMs, beforeTs }, reading, async ({ cards }) => {
    await names.learn(cards.flatMap(peopleOf));
    const leftOut = cards.find((card) => !file.add(card));
    if (leftOut === undefined) return 'more';
    missing = { kind: 'too_large', untilMs: Math.ceil(Number(leftOut.ts)) * 1000 };
    return 'enough';
  });
  if (end.kind === 'out_of_time') {
    const downToMs =
      end.downToTs === undefined ? (untilMs ?? reading.now()) : Number(end.downToTs) * 1000;
    missing = { kind: 'out_of_time', untilMs: downToMs };
  }
  return { file, missing };
}
