import { scanLedger } from '../../ledger/scan.ts';
import { channelWords } from '../../messages/channel-text.ts';
import {
  type ExportSummary,
  exportWords,
  FILE_SENT,
  FILE_UNSURE,
  NO_FILE,
  NOTHING_READ,
  nothingToExport,
} from '../../messages/direct/export-text.ts';
import { section } from '../../messages/message.ts';
import { wentWrong } from '../../messages/private/may-not-ask.ts';
import { errorKind } from '../../runtime/log.ts';
import { channelTroubleOf } from '../../slack-api/channel-trouble.ts';
import { slackErrorName } from '../../slack-api/errors.ts';
import { NO_LINKS, readPermalinks } from '../../slack-api/permalink.ts';
import type { WorkerDeps } from '../deps.ts';
import { type Asker, tell } from '../tell.ts';
import { peopleOf } from './columns.ts';
import { createCsvFile } from './csv-file.ts';
import { delimiterOf } from './delimiter.ts';
import type { LedgerFile } from './ledger-file.ts';
import { createNames } from './names.ts';
import { FileUnsureError, sendFile } from './send-file.ts';
import { createWorkbookFile } from './workbook/workbook-file.ts';

/** What a person requested. Times apply to cards, in milliseconds since the epoch. */
export interface Wanted {
  readonly format: 'xlsx' | 'csv';
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

/**
 * Sends a person the ledger as a file and tells them, or tells them that the export failed.
 * @returns how many rows were sent
 * @throws if nothing was sent and not even that could be told; a retry is safe
 */
export async function exportLedger(
  asker: Asker,
  wanted: Wanted,
  deps: WorkerDeps,
): Promise<number> {
  const { lines, mayBeThere, words } = await sendLedger(asker.userId, wanted, deps);
  await tell(asker, { text: words, blocks: [section(words)] }, deps).catch((error: unknown) => {
    if (!mayBeThere) throw error;
    deps.log.error('export_not_told', { error: errorKind(error) });
  });
  return lines;
}

interface Sent {
  readonly lines: number;
  /** Whether the person has, or may have, the file. */
  readonly mayBeThere: boolean;
  readonly words: string;
}

async function sendLedger(userId: string, wanted: Wanted, deps: WorkerDeps): Promise<Sent> {
  const { sinceMs, untilMs } = wanted;
  let isRead = false;
  try {
    const { file, missing } = await write(userId, wanted, deps);
    isRead = true;
    const { requests, lines } = file;
    if (requests === 0) {
      const words = missing === undefined ? nothingToExport({ sinceMs, untilMs }) : NOTHING_READ;
      return { lines: 0, mayBeThere: false, words };
    }
    const { timeZone } = deps;
    const comment = exportWords({ requests, lines, sinceMs, untilMs, missing, timeZone });
    const name = `doo-repush-ledger-${new Date(deps.now()).toISOString().slice(0, 10)}.${wanted.format}`;
    const said = await sendFile(userId, { name, comment, ...(await file.end()) }, deps);
    const words = said ? FILE_SENT : `${FILE_SENT} ${comment}`;
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
    const what = mayBeThere ? FILE_UNSURE : NO_FILE;
    return { lines: 0, mayBeThere, words: wentWrong(what, reference) };
  }
}

async function write(
  userId: string,
  { format, sinceMs, untilMs }: Wanted,
  { source, reading, timeZone, now, log }: WorkerDeps,
): Promise<{ file: LedgerFile; missing: ExportSummary['missing'] }> {
  const permalink = await readPermalinks(source.client, source.channel).catch(() => NO_LINKS);
  const names = createNames(source.client, reading);
  const context = { timeZone, nameOf: names.of, permalink };
  const file =
    format === 'csv'
      ? createCsvFile(context, await delimiterOf(userId, source.client, reading, log))
      : createWorkbookFile(context, new Date(now()));
  let missing: ExportSummary['missing'];
  const beforeTs = untilMs === undefined ? undefined : (untilMs / 1000).toFixed(6);
  const end = await scanLedger(source, { sinceMs, beforeTs }, reading, async ({ cards }) => {
    await names.learn(cards.flatMap(peopleOf));
    for (const card of cards) {
      if (await file.add(card)) continue;
      missing = { kind: 'too_large', untilMs: Math.ceil(Number(card.ts)) * 1000 };
      return 'enough';
    }
    return 'more';
  });
  if (end.kind === 'out_of_time') {
    const downToMs =
      end.downToTs === undefined ? (untilMs ?? reading.now()) : Number(end.downToTs) * 1000;
    missing = { kind: 'out_of_time', untilMs: downToMs };
  }
  return { file, missing };
}
