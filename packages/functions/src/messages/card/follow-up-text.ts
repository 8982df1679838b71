import type { Arrival, FollowUp, Resolution } from '@doo-repush/core/repush/follow-up';
import { MAX_REASON_CHARS } from '@doo-repush/core/repush/request';
import type { Card } from '../../model/card.ts';
import { foreign, mention, readerTime } from '../mrkdwn.ts';

/** Who is asked whether the webhooks arrived: whoever approved, if the requester is gone. */
export function askedPerson({ state, requesterId }: Card): string {
  return state.kind === 'sent' && state.isRequesterGone ? state.approved.by : requesterId;
}

/** A line about a requester who was deactivated while the request waited. */
export function requesterGoneWords({ state, requesterId }: Card): string {
  const isApproved = state.kind === 'sent' || state.kind === 'sending';
  if (!isApproved || !state.isRequesterGone) return '';
  return `\n:warning: ${mention(requesterId)} has been deactivated since asking, so questions go to ${mention(state.approved.by)}.`;
}

/** What is open about a request that was sent, or what became of it: a sentence or two for each. */
export function followUpWords(
  { resolution, arrival }: FollowUp,
  requesterId: string,
): readonly string[] {
  return [
    ...(resolution === undefined ? [] : [resolutionWords(resolution)]),
    ...(arrival === undefined ? [] : [arrivalWords(arrival, requesterId)]),
  ];
}

/** What became of outcomes that are unknown. */
export function resolutionWords(resolution: Resolution): string {
  switch (resolution.kind) {
    case 'open':
      return `*How to check:* see in the customer's system whether webhooks came since the approval; where it cannot tell, ask doo's support. An approver who did not ask says here what was found, until ${readerTime(resolution.untilMs)}. If any of the unknown calls did start, doo did start.`;
    case 'started':
      return `Resolved by ${mention(resolution.by)} ${readerTime(resolution.atMs)}: doo did start. ${foreign(resolution.reason, MAX_REASON_CHARS)}`;
    case 'not_started':
      return `Resolved by ${mention(resolution.by)} ${readerTime(resolution.atMs)}: doo did not start. ${foreign(resolution.reason, MAX_REASON_CHARS)}\n*Run again* makes a new request, which needs an approval of its own.`;
    case 'unresolved':
      return `Unresolved: until ${readerTime(resolution.atMs)} nobody said whether doo did start. Look in the customer's system before you run it again.`;
  }
}

/** What people said about the arrival of webhooks: doo itself never says it. */
export function arrivalWords(arrival: Arrival, requesterId: string): string {
  switch (arrival.kind) {
    case 'awaited':
      return `${mention(requesterId)} is asked in the thread whether the webhooks arrived, ${readerTime(arrival.askAtMs)}.`;
    case 'asked':
      return `Did the webhooks arrive? The thread asks, until ${readerTime(arrival.untilMs)}.`;
    case 'not_yet':
      return `Not yet arrived, says ${mention(arrival.by)} ${readerTime(arrival.atMs)}. The thread asks, until ${readerTime(arrival.untilMs)}.`;
    case 'arrived':
      return `Arrived, says ${mention(arrival.by)} ${readerTime(arrival.atMs)}.`;
    case 'not_confirmed':
      return `Not confirmed: until ${readerTime(arrival.atMs)} nobody said that the webhooks arrived.`;
  }
}
