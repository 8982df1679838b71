import { cleanText, ELLIPSIS, withoutUnseen } from '../typed-text.ts';
import { EVENT_ID_DIGITS, MAX_EVENTS } from './limits.ts';

export type EventIds =
  | { readonly ok: true; readonly eventIds: readonly string[] }
  | { readonly ok: false; readonly message: string };

const ADDRESS_ID = new RegExp(`(?:/events/|(?:^|[?&])event_id=)(${EVENT_ID_DIGITS})(?![0-9])`);
const PLAIN_ID = new RegExp(`^${EVENT_ID_DIGITS}$`);
/** What people and programs put between and around ids; a hyphen might mean a range. */
const SEPARATORS = /[\s,;|<>()[\]{}"'“”„、，；•]+/;
/** Digits that a mark joins as between groups of three, be it of a list or of one number. */
const JOINED = /(?<!\d)\d+(?:[,.'’‘ʼ´`·٬\u00a0\u2000-\u200a\u202f\u205f]\d+)+/g;

/**
 * Reads event ids as people paste them: any separators, duplicates folded, doo addresses
 * (`…/events/<digits>`, `…event_id=<digits>`) understood.
 * @returns the ids in the order given, or a sentence that names the first part that is none
 */
export function parseEventIds(text: string): EventIds {
  const eventIds = new Set<string>();
  const group = groupedNumberIn(text);
  if (group !== undefined) return { ok: false, message: groupedWords(group) };
  for (const part of eventIdParts(cleanText(text))) {
    const id = eventIdOf(part);
    if (id === undefined)
      return {
        ok: false,
        message: `"${shorten(part)}" is not an event ID. IDs are numbers, like 41231.`,
      };
    eventIds.add(id);
  }
  if (eventIds.size === 0)
    return { ok: false, message: 'Give at least one event ID. IDs are numbers, like 41231.' };
  if (eventIds.size > MAX_EVENTS)
    return {
      ok: false,
      message: `${eventIds.size} event IDs are too many: one request takes at most ${MAX_EVENTS}. Split it.`,
    };
  return { ok: true, eventIds: [...eventIds] };
}

/** What stands between the separators of a list of event ids. */
export function eventIdParts(text: string): readonly string[] {
  return text.split(SEPARATORS).filter((part) => part !== '');
}

/**
 * The first digits that may be one number with separators between its groups (`41,231`, `1'041'231`)
 * as well as a list of short ids. A list without a group of three at its end is one.
 */
export function groupedNumberIn(text: string): string | undefined {
  const joined = withoutUnseen(text).match(JOINED) ?? [];
  return joined.find((digits) => {
    const groups = digits.split(/\D/);
    return groups.some(
      (group, index) => index > 0 && group.length === 3 && (groups[index - 1] ?? '').length <= 3,
    );
  });
}

/** What is said of such a number. */
export function groupedWords(group: string): string {
  return `${shorten(group)} may be one number. Write ${shorten(group.replace(/\D/g, ''))}, or put a space between two IDs.`;
}

/** The event id that a part is, or that the doo address in it names. */
export function eventIdOf(part: string): string | undefined {
  return PLAIN_ID.test(part) ? part : ADDRESS_ID.exec(part)?.[1];
}

const NAMED_CHARS = 40;

/** A part as a message names it: forty characters are enough to find it again. */
export function shorten(part: string): string {
  // Twice as many code units have more characters than are named, whatever they are.
  const characters = Array.from(part.slice(0, 2 * (NAMED_CHARS + 1)));
  return characters.length > NAMED_CHARS
    ? `${characters.slice(0, NAMED_CHARS).join('')}${ELLIPSIS}`
    : part;
}
