import { cleanText, withoutUnseen } from '../typed-text.ts';
import { MAX_TICKET_CHARS } from './limits.ts';

export type TicketReading =
  | { readonly ok: true; readonly ticket: string }
  | { readonly ok: false; readonly message: string };

/** `4411`, `#4411`, `SUP-4411`, `team/repo#12`: a short ID has a digit and needs no quoting. */
const SHORT_ID = /^#?(?=[^0-9]*[0-9])[A-Za-z0-9][A-Za-z0-9_/#-]{0,39}$/;

/**
 * Parses a ticket: an https URL without credentials, or a short ID.
 * @returns the normalized ticket, or a sentence that says what a ticket must be
 */
export function readTicket(text: string): TicketReading {
  const ticket = cleanTicket(text);
  if (ticket.length > MAX_TICKET_CHARS)
    return fault(`A ticket has at most ${MAX_TICKET_CHARS} characters: enter its number instead.`);
  if (SHORT_ID.test(ticket)) return { ok: true, ticket };
  const url = /^[a-z][a-z0-9+.-]*:/i.test(ticket) ? URL.parse(ticket) : null;
  if (url === null || /[^!-~]/.test(ticket))
    return fault('Enter a ticket number like SUP-4411, or an https link.');
  if (url.protocol !== 'https:') return fault('A link to a ticket must start with https://.');
  if (url.username !== '' || url.password !== '')
    return fault('Leave user name and password out of the link.');
  return { ok: true, ticket };
}

/** Normalizes a ticket. From a URL only invisible characters and surrounding space are removed. */
export function cleanTicket(text: string): string {
  return text.includes('://') ? withoutUnseen(text).trim() : cleanText(text);
}

function fault(message: string): TicketReading {
  return { ok: false, message };
}
