import { MAX_TICKET_CHARS } from '@doo-repush/core/repush/request';
import { escapeText, foreign } from '../mrkdwn.ts';

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
