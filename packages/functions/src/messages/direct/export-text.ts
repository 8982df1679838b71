import { localTime } from '@doo-repush/core/doo/time';
import { count } from '../../runtime/text.ts';
import { readerTime } from '../mrkdwn.ts';
import { cityOf } from '../zone.ts';

/** The result of an export. */
export interface ExportSummary {
  readonly requests: number;
  readonly lines: number;
  readonly sinceMs: number | undefined;
  readonly untilMs: number | undefined;
  /** Where and why the file ends early; times are milliseconds since the epoch. */
  readonly missing:
    | { readonly kind: 'out_of_time' | 'too_large'; readonly untilMs: number }
    | undefined;
  readonly timeZone: string;
}

/**
 * The comment on the file, as plain text: Slack shows `<…>` in an upload's comment literally
 * (python-slack-sdk issue 1289).
 */
export function exportWords(summary: ExportSummary): string {
  const { requests, lines, timeZone } = summary;
  const local = (timeMs: number) => localTime(timeMs, timeZone).slice(0, 16);
  return [
    `History${rangeWords(summary, local)}: ${count(requests, 'request', 'requests')}, ${count(lines, 'row', 'rows')}, one per event or organization, newest first. Local times are ${cityOf(timeZone)} time.`,
    ...missingWords(summary.missing, local),
  ].join(' ');
}

/** The message for an export without rows. */
export function nothingToExport(range: Pick<ExportSummary, 'sinceMs' | 'untilMs'>): string {
  return `No requests${rangeWords(range, readerTime)}, so there is no file.`;
}

/** The message for an export of which Slack showed nothing. */
export const NOTHING_READ =
  "Slack didn't load the channel in time, so you got no file. Export again in a few minutes.";

type TimeWords = (timeMs: number) => string;

function rangeWords(
  { sinceMs, untilMs }: Pick<ExportSummary, 'sinceMs' | 'untilMs'>,
  time: TimeWords,
): string {
  const since = sinceMs === undefined ? '' : ` since ${time(sinceMs)}`;
  return `${since}${untilMs === undefined ? '' : ` until ${time(untilMs)}`}`;
}

function missingWords(missing: ExportSummary['missing'], time: TimeWords): readonly string[] {
  if (missing === undefined) return [];
  const why =
    missing.kind === 'too_large'
      ? 'the file would have become too large'
      : "Slack didn't load more in time";
  return [
    `Incomplete: requests before ${time(missing.untilMs)} are missing, since ${why}. Export the rest with until:.`,
  ];
}

export const NO_FILE = "The history couldn't be exported, so you got no file.";
export const FILE_SENT = 'Your export is in your direct messages with this app.';
export const FILE_UNSURE =
  "We're not sure you got the file. Check your direct messages with this app.";
