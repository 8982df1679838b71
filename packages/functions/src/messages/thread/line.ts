import type { FollowUp } from '@doo-repush/core/repush/follow-up';
import type { TargetResult } from '@doo-repush/core/repush/outcome';
import { MAX_REASON_CHARS } from '@doo-repush/core/repush/request';
import type { CheckedRequest } from '../../model/checked-request.ts';
import type { Line } from '../../model/transition.ts';
import { fitted } from '../../runtime/text.ts';
import type { Message } from '../../slack-api/message.ts';
import { changeWords } from '../card/change-text.ts';
import { section, sections } from '../message.ts';
import { approverMention, foreign, mention, readerTime } from '../mrkdwn.ts';
import { outcomeWords } from '../outcome-text.ts';
import { refusalWords } from '../refusal-text.ts';
import { targetWords } from '../target-text.ts';

/** What a line needs to know of its request. */
export type LineContext = Pick<CheckedRequest, 'request' | 'configurations'>;

/** Outcomes that one thread message holds, within Slack's budget for a message. */
export const OUTCOMES_A_MESSAGE = 20;

/** One line of the thread in plain words. */
export function buildLine(line: Line, checked: LineContext): Message {
  const text = lineWords(line, checked);
  if (line.kind !== 'outcomes' && line.kind !== 'details') return { text, blocks: [section(text)] };
  const lines = text.split('\n');
  // What people decide by is posted whole or not at all.
  if (line.kind === 'details') return { text, blocks: sections(lines), leastForm: 'full' };
  const short = (chars: number) => fitted(lines, '\n', chars, (left) => `and ${left} more`);
  return { text, blocks: sections(lines), short: { compact: short(2_500), small: short(1_500) } };
}

function lineWords(line: Line, checked: LineContext): string {
  switch (line.kind) {
    case 'requested':
      return `Requested by ${mention(line.by)} ${readerTime(line.atMs)}. Checked with doo and posted for approval.`;
    case 'changed':
      return `Changed since the card was posted, so nothing was sent ${readerTime(line.atMs)}:\n${changeWords(line.changes)}`;
    case 'overtaken':
      return `A request for the same had been approved by then, so nothing was sent ${readerTime(line.atMs)}.`;
    case 'asked_once_more':
      return `Approved by ${mention(line.by)} ${readerTime(line.atMs)}, after a request for the same had been approved. Nothing was sent: somebody decides once more.`;
    case 'details':
      return line.lines.join('\n');
    case 'decision_refused':
      return `Decision refused ${readerTime(line.atMs)}: ${somebody(line.by)} ${refusalWords(line.reason)}. The request still waits.`;
    case 'reminded':
      return reminderWords(line);
    case 'approved':
      return `Approved by ${mention(line.by)} ${readerTime(line.atMs)}.`;
    case 'cancelled':
      return `Cancelled by ${mention(line.by)} ${readerTime(line.atMs)}. Nothing was sent.`;
    case 'rejected':
      return `Rejected by ${mention(line.by)} ${readerTime(line.atMs)}: ${foreign(line.reason, MAX_REASON_CHARS)}`;
    case 'expired':
      return `${expiredWords(line)} Nothing was sent.${line.requesterId === undefined ? '' : ` ${mention(line.requesterId)}, ask again if it is still needed: *Run again* opens its form.`}`;
    case 'sending':
      return line.targets === 1
        ? 'Sending: doo is asked once.'
        : `Sending: doo is asked once for each of ${line.targets} ${callsOf(checked)}, one after the other.`;
    case 'stopped':
      return `Stopped by ${mention(line.by)} ${readerTime(line.atMs)}: doo was not asked for ${line.left} ${callsOf(checked, line.left)}.`;
    case 'stop_refused':
      return `Stop refused ${readerTime(line.atMs)}: ${somebody(line.by)} ${refusalWords(line.reason, 'a stop')}. The sending went on.`;
    case 'stop_late':
      return `Stop by ${somebody(line.by)} came too late ${readerTime(line.atMs)}: doo had been asked for every ${callsOf(checked, 1)}.`;
    case 'reported':
      return `Reported on the card. ${nextWords(line.followUp, line.requesterId)}`;
    case 'arrived':
      return `Arrived, says ${mention(line.by)} ${readerTime(line.atMs)}.`;
    case 'not_yet':
      return `Not yet arrived, says ${mention(line.by)} ${readerTime(line.atMs)}. The question stays open.`;
    case 'not_confirmed':
      return `Not confirmed: nobody said until ${readerTime(line.atMs)} that the webhooks arrived.`;
    case 'resolved':
      return `Resolved by ${mention(line.by)} ${readerTime(line.atMs)}: doo did ${line.resolution === 'started' ? 'start' : 'not start'}. ${foreign(line.reason, MAX_REASON_CHARS)}`;
    case 'unresolved':
      return `Unresolved: nobody said until ${readerTime(line.atMs)} whether doo did start.`;
    case 'answer_refused':
      return `Answer refused ${readerTime(line.atMs)}: ${somebody(line.by)} ${refusalWords(line.reason, 'an answer')}. What was asked stays open.`;
    case 'moved':
      return `Slack takes no change of this card any more, so its buttons do nothing and it may not say what is so. The request is on another card, which was posted ${readerTime(line.atMs)}.`;
    case 'reposted':
      if (line.inPlaceOf === 'unchangeable')
        return `Slack took no change of the card before this one, so this one was posted in its place ${readerTime(line.atMs)}; the lines before are below that one.`;
      return `The card was deleted by somebody. This one was posted in its place ${readerTime(line.atMs)}; the lines before are below the deleted one.`;
    case 'outcomes':
      return line.results.map((result) => resultLine(result, checked)).join('\n');
  }
}

/** While nobody has decided it mentions those who may, and then nobody any more. */
function reminderWords({ atMs, calls }: Extract<Line, { kind: 'reminded' }>): string {
  if (calls === undefined) return `Reminded ${readerTime(atMs)}: the request was waiting.`;
  const people = calls.people.map(approverMention).join(' ');
  return `${people} This request still waits. A colleague decides until ${readerTime(calls.untilMs)}.`;
}

/** What one call is for: an event, or its part for one of several configurations. */
function callsOf({ configurations }: LineContext, n = 2): string {
  if (configurations.length > 1) return n === 1 ? 'call' : 'calls';
  return n === 1 ? 'event' : 'events';
}

function expiredWords({ atMs, reason, by }: Extract<Line, { kind: 'expired' }>): string {
  switch (reason) {
    case 'approved_late':
      return `Expired ${readerTime(atMs)}: ${somebody(by)} approved it, which could not be verified before its time was over.`;
    case 'not_shown':
      return `Closed ${readerTime(atMs)}: Slack did not take all that belongs into this thread.`;
    case 'too_many_refusals':
      return `Closed ${readerTime(atMs)}: too many decisions did not count.`;
    case 'no_buttons':
      return `Closed ${readerTime(atMs)}: Slack did not take the buttons for the next decision.`;
    case 'too_many_open':
      return `Closed ${readerTime(atMs)}: whoever asked had as many open requests as one person may have.`;
    default:
      return `Expired ${readerTime(atMs)}.`;
  }
}

/** What people are asked about a request that was reported. */
function nextWords({ resolution, arrival }: FollowUp, requesterId: string): string {
  const sentences = [
    ...(resolution?.kind === 'open'
      ? [
          `An approver says there until ${readerTime(resolution.untilMs)} whether doo did start what is unknown.`,
        ]
      : []),
    ...(arrival?.kind === 'awaited'
      ? [
          `${mention(requesterId)} is asked here ${readerTime(arrival.askAtMs)} whether the webhooks arrived.`,
        ]
      : []),
  ];
  return sentences.length === 0 ? 'Nothing is left to do.' : sentences.join(' ');
}

function somebody(userId: string | undefined): string {
  return userId === undefined ? 'somebody' : mention(userId);
}

function resultLine(result: TargetResult, checked: LineContext): string {
  const target = targetWords(result, checked.configurations);
  const which = target === '' ? '' : `${result.eventId === undefined ? '' : 'Event '}${target}: `;
  return `${which}${outcomeWords(result, checked.request)}`;
}
