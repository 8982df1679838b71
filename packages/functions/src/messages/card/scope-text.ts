import { sentTypeName } from '@doo-repush/core/doo/resources';
import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import { MAX_TICKET_CHARS, type RepushRequest } from '@doo-repush/core/repush/request';
import { fitted } from '../../runtime/text.ts';
import { escapeText, foreign } from '../mrkdwn.ts';

/** The names as doo gets them, as many as fit. */
export function typeWords(
  { resource, webhookTypes }: RepushRequest,
  maxChars: number,
  more = 'more',
): string {
  if (webhookTypes === undefined) return 'all';
  const names = webhookTypes.map((type) => foreign(sentTypeName(resource, type), 75));
  return fitted(names, ', ', maxChars, (left) => `and ${left} ${more}`);
}

/** `"CRM outage" · SUP-4411`: why it is asked for, in the words of whoever asked. */
export function reasonWords(
  { reason, ticket }: Pick<RepushRequest, 'reason' | 'ticket'>,
  maxChars = MAX_REASON_CHARS,
): string {
  const quoted = `"${foreign(reason, maxChars)}"`;
  return ticket === undefined ? quoted : `${quoted} · ${ticketWords(ticket)}`;
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
