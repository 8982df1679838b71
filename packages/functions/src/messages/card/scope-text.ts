import { RESOURCES, sentTypeName } from '@doo-repush/core/doo/resources';
import { estimateDelivery } from '@doo-repush/core/repush/estimate';
import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import { MAX_TICKET_CHARS, type RepushRequest } from '@doo-repush/core/repush/request';
import type { WindowFacts } from '../../model/checked-request.ts';
import { fitted } from '../../runtime/text.ts';
import { escapeText, foreign, readerTime } from '../mrkdwn.ts';

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

/**
 * A ticket: an https address as a link that shows all of itself, as the browser would open it, and
 * anything else as the text that it is.
 */
export function ticketWords(ticket: string): string {
  const url = /\s/.test(ticket) ? null : URL.parse(ticket);
  const isPlain = url?.protocol === 'https:' && url.username === '' && url.password === '';
  const address = isPlain ? escapeText(url.href.replace(/[|<>]/g, encodeURIComponent)) : '';
  return address === '' || address.length > MAX_TICKET_CHARS * 1.2
    ? foreign(ticket, MAX_TICKET_CHARS)
    : `<${address}>`;
}
