import type { Arrival, Resolution } from '@doo-repush/core/repush/follow-up';
import { MAX_REASON_CHARS } from '@doo-repush/core/repush/request';
import type { Card } from '../../model/card.ts';
import { foreign, mention, readerDay, readerTime } from '../mrkdwn.ts';

/** Who is asked whether the webhooks arrived: whoever approved, if the requester is gone. */
export function askedPerson({ state, requesterId }: Card): string {
  const isApproved = state.kind === 'sent' || state.kind === 'sending';
  return isApproved && state.isRequesterGone ? state.approved.by : requesterId;
}

/** A line about a requester who was deactivated while the request waited. */
export function requesterGoneLines({ state, requesterId }: Card): readonly string[] {
  const isApproved = state.kind === 'sent' || state.kind === 'sending';
  if (!isApproved || !state.isRequesterGone) return [];
  return [
    `:warning: ${mention(requesterId)} has been deactivated since asking, so questions go to ${mention(state.approved.by)}.`,
  ];
}

/** How an unclear end is found out, and who says so. */
export interface Check {
  readonly requesterId: string;
  /** Where to look: `crm.example`, or the customer's systems. */
  readonly where: string;
  readonly approvedAtMs: number;
  /** How many calls are unclear. */
  readonly unclear: number;
}

/** What becomes of outcomes that are unclear. */
export function resolutionWords(resolution: Resolution, check: Check): string {
  switch (resolution.kind) {
    case 'open': {
      const several = check.unclear > 1 ? ' If even one started, choose *It started…*' : '';
      return `*Check:* did ${check.where} get webhooks after ${readerTime(check.approvedAtMs)}? If you can't tell, ask doo support.\nAn approver (not ${mention(check.requesterId)}) confirms by ${readerDay(resolution.untilMs)}:${several}`;
    }
    case 'started':
      return `${mention(resolution.by)} confirmed ${readerTime(resolution.atMs)} that doo started sending. ${foreign(resolution.reason, MAX_REASON_CHARS)}`;
    case 'not_started':
      return `${mention(resolution.by)} confirmed ${readerTime(resolution.atMs)} that doo didn't start. ${foreign(resolution.reason, MAX_REASON_CHARS)}`;
    case 'unresolved':
      return `No one confirmed by ${readerTime(resolution.atMs)} whether doo started. Check the customer's system before you run it again.`;
  }
}

/** What people said about the arrival of webhooks: doo itself never says it. */
export function arrivalWords(arrival: Arrival, requesterId: string): string {
  switch (arrival.kind) {
    case 'awaited':
      return `We'll ask ${mention(requesterId)} ${readerTime(arrival.askAtMs)} if they arrived.`;
    case 'asked':
      return `*Did they arrive?* ${mention(requesterId)}, answer by ${readerDay(arrival.untilMs)}.`;
    case 'not_yet':
      return `${mention(arrival.by)}: not arrived yet (${readerTime(arrival.atMs)}). The question stays open until ${readerDay(arrival.untilMs)}.`;
    case 'arrived':
      return `${mention(arrival.by)} confirmed they arrived (${readerTime(arrival.atMs)}).`;
    case 'not_confirmed':
      return `No one confirmed they arrived by ${readerTime(arrival.atMs)}.`;
  }
}
