import { sentTypeName } from '@doo-repush/core/doo/resources';
import { estimateDelivery } from '@doo-repush/core/repush/estimate';
import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { fitted, foreign } from '../mrkdwn.ts';
import { ticketWords } from './ticket-text.ts';
import { type WindowFacts, windowWords } from './window-text.ts';

/** Room for the names of webhook types: all of them where somebody decides about them. */
const MAX_TYPES_CHARS = { waiting: 1_600, later: 400 };

/** How much is asked for and why, one line each. @param isAtLength whether somebody decides about it */
export function scopeLines(
  request: RepushRequest,
  window: WindowFacts,
  isAtLength = false,
): readonly string[] {
  const { ticket, reason, maxRatePerMin } = request;
  return [
    `*Window:* ${windowWords(request, window)}`,
    `*Webhook types:* ${typeWords(request, MAX_TYPES_CHARS[isAtLength ? 'waiting' : 'later'])}`,
    `*Rate:* ${rateWords(maxRatePerMin)}`,
    `*Reason:* ${foreign(reason, MAX_REASON_CHARS)}`,
    ...(ticket === undefined ? [] : [`*Ticket:* ${ticketWords(ticket)}`]),
  ];
}

/** The names as doo gets them. */
function typeWords({ resource, webhookTypes }: RepushRequest, maxChars: number): string {
  if (webhookTypes === undefined) return 'all of the configuration';
  const names = webhookTypes.map((type) => foreign(sentTypeName(resource, type), 75));
  // What JSON writes with a backslash counts twice in Slack's budget.
  const escapes = names.join('').match(/["\\]/g)?.length ?? 0;
  const room = Math.max(MAX_TYPES_CHARS.later, maxChars - escapes);
  return fitted(names, ', ', room, (left) => `and ${left} more`);
}

/** How fast, and what that means for a number that people can relate to theirs. */
function rateWords(maxRatePerMin: number | undefined): string {
  const rate = maxRatePerMin === undefined ? "doo's default" : `${maxRatePerMin} a minute`;
  const { fromMin, toMin } = estimateDelivery(1_000, maxRatePerMin);
  const minutes = fromMin === toMin ? `${fromMin}` : `${fromMin} to ${toMin}`;
  return `${rate}. An estimate: 1,000 webhooks take ${minutes} minutes`;
}
