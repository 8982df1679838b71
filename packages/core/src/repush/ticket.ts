import { cleanText, withoutUnseen } from '../typed-text.ts';
import { MAX_TICKET_CHARS } from './limits.ts';

export type TicketReading =
  | { readonly ok: true; readonly ticket: string }
  | { readonly ok: false; readonly message: string };

/** `4411`, `#4411`, `SUP-4411`, `team/repo#12`: a short id has a digit and nothing that needs quoting. */
const SHORT_ID = /^#?(?=[^0-9]*[0-9])[A-Za-z0-9][A-Za-z0-9_/#-]{0,39}$/;

/**
 * Reads the ticket of a request: an https address without credentials, or a short id.
 * @returns the ticket as it is kept, or a sentence that says what it must be
 */
export function readTicket(text: string): TicketReading {
  const ticket = cleanTicket(text);
  if (ticket.length > MAX_TICKET_CHARS)
    return fault(`A ticket has at most ${MAX_TICKET_CHARS} characters: give its number instead.`);
  if (SHORT_ID.test(ticket)) return { ok: true, ticket };
  const url = /^[a-z][a-z0-9+.-]*:/i.test(ticket) ? URL.parse(ticket) : null;
  if (url === null || /[^!-~]/.test(ticket))
    return fault('Give the number of the ticket, like SUP-4411, or its https address.');
  if (url.protocol !== 'https:') return fault('The address of a ticket must start with https://.');
  if (url.username !== '' || url.password !== '')
    return fault('Leave user name and password out of the address of the ticket.');
  return { ok: true, ticket };
}

/** A ticket as it was meant: of an address nothing but what is unseen goes. */
export function cleanTicket(text: string): string {
  return text.includes('://') ? withoutUnseen(text).trim() : cleanText(text);
}

function fault(message: string): TicketReading {
  return { ok: false, message };
}
