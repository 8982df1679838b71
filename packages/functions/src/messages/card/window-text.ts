import type { RepushRequest } from '@doo-repush/core/repush/request';
import type { WindowFacts } from '../../model/checked-request.ts';
import { escapeText, foreign, readerTime } from '../mrkdwn.ts';
import { cityOf } from '../zone.ts';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const MAX_NOTE_CHARS = 360;

type Windowed = Pick<RepushRequest, 'window'>;

/**
 * `20 Nov 2026, 14:30–18:00 (Berlin)`, `since …`, `until …`: when what is sent was last updated, to
 * the second, in the zone in which doo reads it; `undefined` without a limit.
 */
export function windowWords({ window }: Windowed, timeZone: string): string | undefined {
  const { after, before } = window ?? {};
  const zone = `(${foreign(cityOf(timeZone), 40)})`;
  if (after !== undefined && before !== undefined)
    return `${rangeWords(partsOf(after), partsOf(before))} ${zone}`;
  if (after !== undefined) return `since ${partsOf(after).join(', ')} ${zone}`;
  if (before !== undefined) return `until ${partsOf(before).join(', ')} ${zone}`;
  return undefined;
}

function rangeWords([day, time]: Parts, [endDay, endTime]: Parts): string {
  return day === endDay ? `${day}, ${time}–${endTime}` : `${day}, ${time} – ${endDay}, ${endTime}`;
}

type Parts = readonly [day: string, time: string];

/** Seconds are left out where they are none. @param local `2026-11-20 14:30:00` */
function partsOf(local: string): Parts {
  const [date = '', time = ''] = local.split(' ');
  const [year = '', month = '', day = ''] = date.split('-');
  const name = MONTHS[Number(month) - 1] ?? month;
  return [`${Number(day)} ${name} ${year}`, time.replace(/:00$/, '')];
}

/** What is to be known about how the times were read, one line each. */
export function windowNotes({ notes }: WindowFacts): readonly string[] {
  return notes.map((note) => `:information_source: ${foreign(note, MAX_NOTE_CHARS)}`);
}

/** The window in the exact strings that doo gets, each with the reader's own time. */
export function exactWindow({ window }: Windowed, facts: WindowFacts): string {
  const { after, before } = window ?? {};
  if (after === undefined && before === undefined) return 'any time';
  const sides = [
    ...(after === undefined ? [] : [`after ${timeWords(after, facts.afterMs)}`]),
    ...(before === undefined ? [] : [`before ${timeWords(before, facts.beforeMs)}`]),
  ];
  return `${sides.join(', ')}, as doo reads it in ${foreign(facts.timeZone, 60)}`;
}

function timeWords(local: string, atMs: number | undefined): string {
  const exact = `\`${escapeText(local)}\``;
  return atMs === undefined ? exact : `${exact} (${readerTime(atMs)})`;
}
