import { MAX_EVENTS } from '../repush/limits.ts';
import { readTicket } from '../repush/ticket.ts';
import { typedText } from './chat-text.ts';
import type { CommandContext } from './command.ts';
import { mayHoldCredential, REVOKE } from './credential-scan.ts';
import { resourceOf } from './keywords.ts';
import { readMessageIds } from './message-ids.ts';
import { type Draft, timesIn, understoodWhole } from './message-times.ts';
import { parseCommandText } from './parse.ts';

/** Slack accepts 40,000 characters; messages written by hand are far shorter. */
const MAX_MESSAGE_CHARS = 12_000;
const MAX_LINE_CHARS = 1_000;
const COMMAND_LINE = /(?:^|\n)[ \t`]*\/[a-z][\w-]{0,30}[ \t]+([^\n`]+)/;
const CURL = /(?:^|[\s`])curl(?:\.exe)?\s/i;
const TICKET = /(?:^|[\s([,;:#])([A-Z][A-Z0-9]{1,9}-\d{2,7})(?![\w-])/g;
const TICKET_ADDRESS = /https:\/\/\S{1,150}\/browse\/[A-Z][A-Z0-9]{1,9}-\d{1,7}\b/;
/** Names of standards look like ticket numbers. */
const STANDARD = /^(?:UTF|ISO|SHA|RFC|MD|COVID|CVE|EN|DIN|RSA|AES|TLS)-/;
const NAMED = ['orders', 'attendees', 'invitees'];

/**
 * Reads a colleague's message for the form: a command or `curl` line in it, or else event IDs, doo URLs and
 * times (`since`, `until`). Ambiguous parts are left out and named. Never throws.
 * @param link the message's permalink, used as the ticket if the message names none
 * @param context its time is when the message was written
 */
export function readMessage(
  text: string,
  link: string | undefined,
  context: CommandContext,
): Draft {
  const message = typedText(text.slice(0, MAX_MESSAGE_CHARS));
  const own = curlIn(message, context) ?? commandIn(message, context);
  const { draft, notes, faults } = own ?? readProse(message, context);
  const ticket = draft.ticket ?? ticketIn(message) ?? linkAsTicket(link);
  const isCut = text.length > MAX_MESSAGE_CHARS;
  const isOut = mayHoldCredential(message) && !notes.some((note) => note.includes(REVOKE));
  return {
    kind: 'draft',
    draft: { ...draft, ...(ticket !== undefined && { ticket }) },
    notes: [
      'The form is filled in from the message: check it.',
      ...notes,
      ...(isOut ? [`The message may hold a token or a key. ${REVOKE}`] : []),
    ],
    faults: [
      ...faults,
      ...(isCut ? [`Only its first ${MAX_MESSAGE_CHARS} characters were read.`] : []),
    ],
  };
}

/** A line that is understood in part, with its errors. */
function inPart(line: string, context: CommandContext): Draft | undefined {
  const read = parseCommandText(line, context);
  return read.kind === 'draft' ? read : undefined;
}

function commandIn(message: string, context: CommandContext): Draft | undefined {
  const typed = COMMAND_LINE.exec(message)?.[1];
  if (typed !== undefined) return inPart(typed, context);
  const isLine = message.length <= MAX_LINE_CHARS && !/\n|:\/\//.test(message);
  const isMeant = /^\S+:\S|\s\S+:\S/.test(message) || resourceOf(/^\S*/.exec(message)?.[0] ?? '');
  return isLine && isMeant ? understoodWhole(message, context) : undefined;
}

/** The first curl line. It may end with its code block, at a blank line or at its own line's end. */
function curlIn(message: string, context: CommandContext): Draft | undefined {
  const found = CURL.exec(message);
  if (found === null) return undefined;
  const rest = message.slice(found.index).replace(/^[\s`]+/, '');
  const ends = [/`/, /\n\s*\n/, /(?<![\\^`])\n/, /$/];
  const lines = ends.map((end) => rest.slice(0, end.exec(rest)?.index).trim());
  const read = lines.map((line) => understoodWhole(line, context)).find((it) => it !== undefined);
  return read ?? inPart(lines[0] ?? '', context);
}

function readProse(message: string, context: CommandContext): Draft {
  const curlAt = CURL.exec(message)?.index;
  const unread = curlAt === undefined ? [] : ['The curl line in the message could not be read.'];
  const { prose, options, notes: timeNotes } = timesIn(message.slice(0, curlAt), context);
  const { eventIds, notes } = readMessageIds(prose);
  const left = eventIds.length - MAX_EVENTS;
  const tooMany = left > 0 ? [`${left} more event IDs of the message are left out.`] : [];
  const named = new Set(
    (prose.match(/[a-z]+/gi) ?? [])
      .map(resourceOf)
      .filter((it) => it !== undefined && NAMED.includes(it)),
  );
  const [resource = 'orders'] = named.size === 1 ? named : [];
  const choose =
    named.size > 1 ? [`The message names ${[...named].join(' and ')}: choose the resource.`] : [];
  const all = [...unread, ...notes, ...tooMany, ...timeNotes, ...choose];
  const ids = eventIds.slice(0, MAX_EVENTS).join(' ');
  const lines = [`${resource} ${ids} ${options.join(' ')}`, `${resource} ${ids}`, `${resource}`];
  const read = lines
    .map((line) => understoodWhole(line.trim(), context))
    .find((it) => it !== undefined);
  const open = named.size > 1 ? { open: ['resource'] as const } : {};
  return { kind: 'draft', notes: [], ...read, draft: { ...read?.draft, ...open }, faults: all };
}

function ticketIn(message: string): string | undefined {
  const address = TICKET_ADDRESS.exec(message)?.[0];
  if (address !== undefined) return linkAsTicket(address);
  const ids = [...message.matchAll(TICKET)].map(([, id = '']) => id);
  const tickets = new Set(ids.filter((id) => !STANDARD.test(id)));
  return tickets.size === 1 ? [...tickets][0] : undefined;
}

function linkAsTicket(link: string | undefined): string | undefined {
  const read = link === undefined ? undefined : readTicket(link);
  return read?.ok === true ? read.ticket : undefined;
}
