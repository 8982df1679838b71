import type { DecisionEnd, RefusalReason } from '@doo-repush/core/repush/decision';
import { MAX_REASON_CHARS, type RepushRequest } from '@doo-repush/core/repush/request';
import { type Message, section } from './message.ts';
import { outcomeWords, type TargetResult } from './outcome-words.ts';
import { refusalWords } from './refusal-words.ts';
import { count, foreign, mention, readerTime } from './text.ts';

/** A transition of a request, as its thread records it. */
export type Line =
  | { readonly kind: 'requested'; readonly by: string; readonly atMs: number }
  | {
      readonly kind: 'decision_refused';
      readonly by: string | undefined;
      readonly atMs: number;
      readonly reason: RefusalReason | 'unreadable';
    }
  | DecisionEnd
  | { readonly kind: 'sending'; readonly targets: number }
  | { readonly kind: 'stopped'; readonly by: string; readonly atMs: number; readonly left: number }
  | {
      readonly kind: 'stop_refused';
      readonly by: string | undefined;
      readonly atMs: number;
      readonly reason: RefusalReason | 'unreadable';
    }
  /** Asked for when every target had an end. */
  | { readonly kind: 'stop_late'; readonly by: string | undefined; readonly atMs: number }
  | { readonly kind: 'outcomes'; readonly results: readonly TargetResult[] };

/** Outcomes that one thread message holds, within Slack's budget for a message. */
export const OUTCOMES_A_MESSAGE = 20;
/** Slack's limit for the text of a section, in characters (Slack docs: Section block). */
const MAX_SECTION_CHARS = 3000;

/** One line of the thread in plain words. */
export function buildLine(line: Line, request: RepushRequest): Message {
  const text = lineWords(line, request);
  if (line.kind !== 'outcomes') return { text, blocks: [section(text)] };
  return { text, blocks: inSections(text.split('\n')).map(section) };
}

/** Lines joined to as few texts as Slack's limit for one allows. */
function inSections(lines: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const grown = [...texts.slice(-1), line].join('\n');
    if (grown.length > MAX_SECTION_CHARS) texts.push(line);
    else texts.splice(-1, 1, grown);
  }
  return texts;
}

function lineWords(line: Line, request: RepushRequest): string {
  switch (line.kind) {
    case 'requested':
      return `Requested by ${mention(line.by)} ${readerTime(line.atMs)}. Checked with doo and posted for approval.`;
    case 'decision_refused':
      return `Decision refused ${readerTime(line.atMs)}: ${somebody(line.by)} ${refusalWords(line.reason)}. The request still waits.`;
    case 'approved':
      return `Approved by ${mention(line.by)} ${readerTime(line.atMs)}.`;
    case 'cancelled':
      return `Cancelled by ${mention(line.by)} ${readerTime(line.atMs)}. Nothing was sent.`;
    case 'rejected':
      return `Rejected by ${mention(line.by)} ${readerTime(line.atMs)}: ${foreign(line.reason, MAX_REASON_CHARS)}`;
    case 'expired':
      return `Expired ${readerTime(line.atMs)}. Nothing was sent.`;
    case 'sending':
      return line.targets === 1
        ? 'Sending: doo is asked once.'
        : `Sending: doo is asked once for each of ${line.targets} events, one after the other.`;
    case 'stopped':
      return `Stopped by ${mention(line.by)} ${readerTime(line.atMs)}: doo was not asked for ${count(line.left, 'event', 'events')}.`;
    case 'stop_refused':
      return `Stop refused ${readerTime(line.atMs)}: ${somebody(line.by)} ${refusalWords(line.reason)}. The sending went on.`;
    case 'stop_late':
      return `Stop by ${somebody(line.by)} came too late ${readerTime(line.atMs)}: doo had been asked for every event.`;
    case 'outcomes':
      return line.results.map((result) => resultLine(result, request)).join('\n');
  }
}

function somebody(userId: string | undefined): string {
  return userId === undefined ? 'somebody' : mention(userId);
}

function resultLine(result: TargetResult, request: RepushRequest): string {
  const target = result.eventId === undefined ? '' : `Event ${result.eventId}: `;
  return `${target}${outcomeWords(result, request)}`;
}
