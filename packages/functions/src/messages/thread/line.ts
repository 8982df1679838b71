import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { FollowUp } from '@doo-repush/core/repush/follow-up';
import type { TargetResult } from '@doo-repush/core/repush/outcome';
import { MAX_REASON_CHARS } from '@doo-repush/core/repush/request';
import type { CheckedRequest } from '../../model/checked-request.ts';
import type { Line } from '../../model/transition.ts';
import { count, fitted } from '../../runtime/text.ts';
import type { Message } from '../../slack-api/message.ts';
import { changeWords } from '../card/change-text.ts';
import { section, sections } from '../message.ts';
import { approverMention, foreign, mention, readerDay, readerTime } from '../mrkdwn.ts';
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
  const lines = text.split('\n');
  // What people decide by is posted whole or not at all.
  if (line.kind === 'details' || line.kind === 'requested')
    return { text, blocks: sections(lines), leastForm: 'full' };
  if (line.kind !== 'outcomes') return { text, blocks: [section(text)] };
  const short = (chars: number) => fitted(lines, '\n', chars, (left) => `and ${left} more`);
  return { text, blocks: sections(lines), short: { compact: short(2_500), small: short(1_500) } };
}

function lineWords(line: Line, checked: LineContext): string {
  switch (line.kind) {
    case 'requested':
      return [
        `Asked ${readerTime(line.atMs)}. The check with doo passed.`,
        ...(line.lines ?? []),
      ].join('\n');
    case 'changed':
      return `Changed since the card was posted, so ${unsentWords(line.isRest)} ${readerTime(line.atMs)}:\n${changeWords(line.changes)}`;
    case 'overtaken':
      return `A request for the same was approved first, so ${unsentWords(line.isRest)} ${readerTime(line.atMs)}.`;
    case 'asked_once_more':
      return `Approved by ${mention(line.by)} ${readerTime(line.atMs)}, after a request for the same was approved. Nothing was sent: someone decides again.`;
    case 'details':
      return line.lines.join('\n');
    case 'decision_refused':
      return `${someone(line.by)} tried to decide ${readerTime(line.atMs)} but ${refusalWords(line.reason)}. Still waiting.`;
    case 'reminded':
      return reminderWords(line);
    case 'approved':
      return `Approved ${readerTime(line.atMs)}.`;
    case 'cancelled':
      return `Cancelled ${readerTime(line.atMs)}. Nothing was sent.`;
    case 'rejected':
      return `Rejected ${readerTime(line.atMs)}: ${foreign(line.reason, MAX_REASON_CHARS)}`;
    case 'expired':
      return `${expiredWords(line)} Nothing was sent.${line.requesterId === undefined ? '' : ` ${mention(line.requesterId)}, still need it? *Edit and ask again…* opens its form.`}`;
    case 'sending':
      return `Sending ${line.targets} ${callsOf(checked)} to doo, one by one.`;
    case 'stopped':
      return `Stopped ${readerTime(line.atMs)}: ${line.left} ${callsOf(checked, line.left)} ${line.left === 1 ? "wasn't" : "weren't"} sent.`;
    case 'stop_refused':
      return `${someone(line.by)} tried to stop it ${readerTime(line.atMs)} but ${refusalWords(line.reason, 'a stop')}. The sending went on.`;
    case 'stop_late':
      return `${someone(line.by)} pressed *Stop the rest* too late (${readerTime(line.atMs)}): every ${callsOf(checked, 1)} was already with doo.`;
    case 'first_asked':
      return `${mention(line.asks)} ${line.isEmpty ? 'doo found nothing to send for the first one. Send the rest?' : 'Did the first one arrive?'} Answer on the card by ${readerDay(line.untilMs)}. No answer: the rest isn't sent.`;
    case 'first_arrived':
      return line.isEmpty
        ? `${mention(line.by)} said to send the rest (${readerTime(line.atMs)}).`
        : `${mention(line.by)} confirmed the first one arrived (${readerTime(line.atMs)}).`;
    case 'first_not_arrived':
      return `${mention(line.by)}: the first one didn't arrive (${readerTime(line.atMs)}). The rest wasn't sent.`;
    case 'first_not_confirmed':
      return `No one answered about the first one by ${readerTime(line.atMs)}. The rest wasn't sent.`;
    case 'arrival_asked':
      return askedWords(line, checked);
    case 'arrived':
      return `Confirmed ${readerTime(line.atMs)}: they arrived.`;
    case 'not_yet':
      return `Not arrived yet (${readerTime(line.atMs)}). The question stays open.`;
    case 'not_confirmed':
      return `No one confirmed they arrived by ${readerTime(line.atMs)}.`;
    case 'resolved':
      return `Confirmed ${readerTime(line.atMs)}: doo ${line.resolution === 'started' ? 'started sending' : "didn't start"}. ${foreign(line.reason, MAX_REASON_CHARS)}`;
    case 'unresolved':
      return `No one confirmed by ${readerTime(line.atMs)} whether doo started.`;
    case 'answer_refused':
      return `${someone(line.by)} tried to answer ${readerTime(line.atMs)} but ${refusalWords(line.reason, 'an answer')}. The question stays open.`;
    case 'moved':
      return `Slack takes no change of this card any more, so its buttons do nothing and it may be out of date. The request is on another card, posted ${readerTime(line.atMs)}.`;
    case 'reposted':
      if (line.inPlaceOf === 'unchangeable')
        return `Slack took no change of the card before, so here's a new one (${readerTime(line.atMs)}). Earlier updates are under that card.`;
      return `Someone deleted the card, so here's a new one (${readerTime(line.atMs)}). Earlier updates are under the deleted card.`;
    case 'outcomes':
      return [
        ...line.results.map((result) => resultLine(result, checked)),
        ...nextLines(line.followUp ?? {}),
      ].join('\n');
  }
}

function unsentWords(isRest = false): string {
  return isRest ? "the rest wasn't sent" : 'nothing was sent';
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
  const closed = `Closed ${readerTime(atMs)}`;
  switch (reason) {
    case 'approved_late':
      return `Expired ${readerTime(atMs)}: ${someone(by)} approved too late for Slack to confirm it.`;
    case 'not_shown':
      return `${closed}: Slack didn't take all the details into this thread.`;
    case 'too_many_refusals':
      return `${closed}: too many attempts by people who can't decide.`;
    case 'no_buttons':
      return `${closed}: Slack didn't take the buttons for the next decision.`;
    case 'too_many_open':
      return `${closed}: whoever asked already had as many open requests as one person may have.`;
    default:
      return `Expired ${readerTime(atMs)}.`;
  }
}

/** What people are asked about a request that was sent. */
function nextLines({ resolution, arrival }: FollowUp): readonly string[] {
  return [
    ...(resolution?.kind === 'open'
      ? [
          `Needs an approver by ${readerDay(resolution.untilMs)}: did doo start? Answer on the card.`,
        ]
      : []),
    ...(arrival?.kind === 'awaited'
      ? [`We'll ask ${readerTime(arrival.askAtMs)} if they arrived.`]
      : []),
  ];
}

/** Mentions whoever is asked, since nobody is told of an edited card. */
function askedWords(
  { asked, items, untilMs, sendingUntilMs }: Extract<Line, { kind: 'arrival_asked' }>,
  { request }: LineContext,
): string {
  const { singular, plural } = RESOURCES[request.resource];
  const webhooks = count(items, singular, plural);
  const sending =
    sendingUntilMs === undefined
      ? `doo should be done with ${webhooks}.`
      : `doo accepted ${webhooks} and is probably still sending until ${readerTime(sendingUntilMs)}.`;
  return `${mention(asked)} ${sending} Did they reach the customer? doo can't tell us: answer on the card by ${readerDay(untilMs)}.`;
}

function someone(userId: string | undefined): string {
  return userId === undefined ? 'Someone' : mention(userId);
}

function resultLine(result: TargetResult, checked: LineContext): string {
  const target = targetWords(result, checked.configurations);
  const which = target === '' ? '' : `${result.eventId === undefined ? '' : 'Event '}${target}: `;
  return `${which}${outcomeWords(result, checked.request)}`;
}
