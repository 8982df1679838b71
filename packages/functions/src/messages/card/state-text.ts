import type { Arrival } from '@doo-repush/core/repush/follow-up';
import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import type { Card } from '../../model/card.ts';
import type { CheckedRequest } from '../../model/checked-request.ts';
import { type CardState, stateNameOf } from '../../model/request-state.ts';
import { hostWords } from '../configuration-text.ts';
import { foreign, mention, readerTime } from '../mrkdwn.ts';
import { finishWords } from '../outcome-text.ts';
import { changeWords } from './change-text.ts';
import {
  arrivalWords,
  askedPerson,
  requesterGoneLines,
  resolutionWords,
} from './follow-up-text.ts';
import { acceptedOf, itemsWords, resultLines, sendingWords } from './result-text.ts';

type Sent = Extract<CardState, { kind: 'sent' }>;

/** What happened to a request that no longer waits, and what follows: a line each. */
export function stateLines(card: Card): readonly string[] {
  const { state } = card;
  switch (state.kind) {
    case 'waiting':
      return [];
    case 'sending':
      return [sendingWords(state, card), ...requesterGoneLines(card)];
    case 'rejected':
      return [
        `${mention(state.rejected.by)} rejected it ${readerTime(state.rejected.atMs)}: ${foreign(state.reason, MAX_REASON_CHARS)}`,
        'Nothing was sent.',
      ];
    case 'cancelled':
      return [
        `${mention(state.cancelled.by)} cancelled it ${readerTime(state.cancelled.atMs)}. Nothing was sent.`,
      ];
    case 'expired':
      return [
        `${expiredWords(state, card.requesterId)} Nothing was sent. Still need it? Ask again.`,
      ];
    case 'sent':
      return sentLines(card, state);
    case 'failed':
      return [
        "We lost the result of this request. Check the thread and the customer's system before you ask again.",
      ];
  }
}

function sentLines(card: Card, state: Sent): readonly string[] {
  const { checked, requesterId } = card;
  const { resolution, arrival } = state.followUp ?? {};
  return [
    ...stoppedLines(state),
    ...changedLines(state),
    ...requesterGoneLines(card),
    ...totalLines(state, checked),
    ...resultLines(state, checked),
    ...acceptedLines(state, arrival, card),
    ...(resolution === undefined
      ? []
      : [
          resolutionWords(resolution, {
            requesterId,
            where: whereWords(card),
            approvedAtMs: state.approved.atMs,
            unclear: state.results.filter(({ outcome }) => outcome.kind === 'unknown').length,
          }),
        ]),
  ];
}

/** What doo accepted, where the heading tells of what is unclear. */
function totalLines(state: Sent, checked: CheckedRequest): readonly string[] {
  const { results, followUp } = state;
  if (stateNameOf(state) !== 'unknown' || followUp?.resolution?.kind === 'not_started') return [];
  const hasAccepted = results.some(({ outcome }) => outcome.kind === 'accepted');
  return hasAccepted
    ? [`doo accepted ${acceptedOf(results, checked)} (${itemsWords(results, checked)}).`]
    : [];
}

/** Accepted is not delivered: what people said of that stands in the place of the estimate. */
function acceptedLines(
  { results }: Sent,
  arrival: Arrival | undefined,
  card: Card,
): readonly string[] {
  const { checked } = card;
  const asked = askedPerson(card);
  const finish = finishWords(results, checked.request.maxRatePerMin);
  if (finish === undefined) return [];
  if (arrival !== undefined && arrival.kind !== 'awaited') return [arrivalWords(arrival, asked)];
  const estimate = `Accepted isn't delivered. doo should finish ${finish}`;
  if (arrival === undefined) return [`${estimate}.`];
  return arrival.askAtMs === arrival.estimatedMs
    ? [`${estimate}; then we'll ask ${mention(asked)}.`]
    : [`${estimate}. ${arrivalWords(arrival, asked)}`];
}

function whereWords({ checked: { configurations } }: Card): string {
  const [only] = configurations;
  const isOne = only !== undefined && configurations.length === 1;
  return isOne && only.hosts.length > 0 ? hostWords(only) : "the customer's systems";
}

function stoppedLines({ stopped, results }: Sent): readonly string[] {
  if (stopped === undefined) return [];
  const left = results.filter(
    ({ outcome }) => 'notAsked' in outcome && outcome.notAsked === 'stopped',
  ).length;
  return [
    `${mention(stopped.by)} stopped the rest ${readerTime(stopped.atMs)}: ${left} of ${results.length} weren't sent.`,
  ];
}

/** What the reading right before the first call came to. */
function changedLines({ changes, isUnread, results }: Sent): readonly string[] {
  if (changes !== undefined) {
    const hasSent = results.some(({ outcome }) => outcome.kind === 'accepted');
    const unsent = hasSent ? "the rest wasn't sent" : 'nothing was sent';
    return [
      `:warning: *Changed since the card was posted*, so ${unsent}:\n${changeWords(changes)}`,
    ];
  }
  return isUnread ? ["The systems couldn't be read again right before the first call."] : [];
}

function expiredWords(
  { atMs, reason, by }: Extract<CardState, { kind: 'expired' }>,
  requesterId: string,
): string {
  const closed = `Closed ${readerTime(atMs)}`;
  switch (reason) {
    case 'approved_late':
      return `${by === undefined ? 'Someone' : mention(by)} approved too late: Slack couldn't confirm it before the request expired.`;
    case 'not_shown':
      return `${closed}: Slack didn't take the details into the thread, so no one could see all of it.`;
    case 'no_buttons':
      return `${closed}: a decision didn't count, and Slack didn't take the buttons for the next one.`;
    case 'too_many_refusals':
      return `${closed}: too many attempts by people who can't decide.`;
    case 'too_many_open':
      return `${closed}: ${mention(requesterId)} already had as many open requests as one person may have.`;
    default:
      return `No one decided by ${readerTime(atMs)}.`;
  }
}
