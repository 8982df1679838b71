import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { escapeText, foreign, readerTime } from '../mrkdwn.ts';

/** When a window is: its instants in milliseconds since the epoch, where they are known. */
export interface WindowFacts {
  /** IANA zone in which doo reads its times. */
  readonly timeZone: string;
  readonly afterMs?: number;
  readonly beforeMs?: number;
  /** Sentences about how its times were read. */
  readonly notes: readonly string[];
}

const MAX_NOTE_CHARS = 360;

/** The window in the exact strings that doo gets, each with the reader's own time. */
export function windowWords(request: RepushRequest, facts: WindowFacts): string {
  const { after, before } = request.window ?? {};
  if (after === undefined && before === undefined)
    return `none: every ${RESOURCES[request.resource].singular} that exists`;
  const sides = [
    ...(after === undefined ? [] : [`updated after ${timeWords(after, facts.afterMs)}`]),
    ...(before === undefined ? [] : [`updated before ${timeWords(before, facts.beforeMs)}`]),
  ];
  const notes = facts.notes.map(
    (note) => `\n:information_source: ${foreign(note, MAX_NOTE_CHARS)}`,
  );
  return `${sides.join(', ')}, as doo reads it in ${foreign(facts.timeZone, 60)}${notes.join('')}`;
}

function timeWords(local: string, atMs: number | undefined): string {
  const exact = `\`${escapeText(local)}\``;
  return atMs === undefined ? exact : `${exact} (${readerTime(atMs)})`;
}
