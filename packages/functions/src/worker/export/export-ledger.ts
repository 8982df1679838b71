import { errorKind } from '../../log.ts';
import { wentWrong } from '../../slack/answers.ts';
import {
  type ExportSummary,
  exportWords,
  nothingToExport,
} from '../../slack/blocks/export-words.ts';
import { section } from '../../slack/blocks/message.ts';
import { NO_LINKS, readPermalinks } from '../../slack/ledger/permalink.ts';
import { scanLedger } from '../../slack/ledger/scan.ts';
import { slackErrorName } from '../../slack/slack-error.ts';
import type { WorkerDeps } from '../deps.ts';
import { type Asker, tell } from '../tell.ts';
import { peopleOf } from './columns.ts';
import { createLedgerFile, type LedgerFile } from './ledger-file.ts';
import { createNames } from './names.ts';
import { sendFile } from './send-file.ts';

/** By when the cards were posted; milliseconds since the epoch. */
export interface Range {
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

/**
 * Sends a person the ledger as a CSV file and tells them so, or that it could not be done.
 * @returns how many lines were sent
 */
export async function exportLedger(asker: Asker, range: Range, deps: WorkerDeps): Promise<number> {
  const say = (text: string) => tell(asker, { text, blocks: [section(text)] }, deps);
  try {
    const { file, missing } = await write(range, deps);
    if (file.requests === 0 && missing === undefined) {
      await say(nothingToExport({ sinceMs: range.sinceMs, untilMs: range.untilMs }));
      return 0;
    }
    const { requests, lines, bytes } = file;
    const { sinceMs, untilMs } = range;
    const comment = exportWords({
      requests,
      lines,
      sinceMs,
      untilMs,
      missing,
      timeZone: deps.timeZone,
    });
    const name = `doo-repush-ledger-${new Date(deps.now()).toISOString().slice(0, 10)}.csv`;
    await sendFile(asker.userId, { name, bytes, parts: file.parts(), comment }, deps);
    await say('The ledger is in your direct messages with this app, as a file.');
    return lines;
  } catch (error) {
    const reference = deps.newReference();
    deps.log.error('export_failed', {
      reference,
      error: errorKind(error),
      slack: slackErrorName(error),
    });
    await say(wentWrong('The ledger could not be exported, so you got no file.', reference));
    return 0;
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
