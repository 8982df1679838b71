import { cleanText, ELLIPSIS, withoutUnseen } from '../typed-text.ts';
import { EVENT_ID_DIGITS, MAX_EVENTS } from './limits.ts';

export type EventIds =
  | { readonly ok: true; readonly eventIds: readonly string[] }
  | { readonly ok: false; readonly message: string };

const ADDRESS_ID = new RegExp(`(?:/events/|(?:^|[?&])event_id=)(${EVENT_ID_DIGITS})(?![0-9])`);
const PLAIN_ID = new RegExp(`^${EVENT_ID_DIGITS}$`);
/**
 * What people and programs put between and around IDs. A hyphen is not one of them: it might mean a range.
 */
const SEPARATORS = /[\s,;|<>()[\]{}"'“”„、，；•]+/;
/** Digits joined by marks that may separate either the items of a list or the groups of one number. */
const JOINED = /(?<!\d)\d+(?:[,.'’‘ʼ´`·٬\u00a0\u2000-\u200a\u202f\u205f]\d+)+/g;

/**
 * Parses event IDs as people paste them: accepts any separators, removes duplicates and reads doo URLs
 * (`…/events/<digits>`, `…event_id=<digits>`).
 * @returns the IDs in the order given, or a sentence that names the first part that is not an ID
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
    return { ok: false, message: 'Enter at least one event ID. IDs are numbers, like 41231.' };
  if (eventIds.size > MAX_EVENTS)
    return {
      ok: false,
      message: `That's ${eventIds.size} events. One request takes at most ${MAX_EVENTS}: split it.`,
    };
  return { ok: true, eventIds: [...eventIds] };
}

/** Splits a list of event IDs at its separators. */
export function eventIdParts(text: string): readonly string[] {
  return text.split(SEPARATORS).filter((part) => part !== '');
}

/**
 * Returns the first digits that may be either one number with grouped thousands (`41,231`, `1'041'231`) or
 * a list of short IDs. Digits without a group of three after the first are unambiguously a list.
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

/** The error for such a number. */
export function groupedWords(group: string): string {
  return `${shorten(group)} may be one number. Write ${shorten(group.replace(/\D/g, ''))}, or put a space between two IDs.`;
}

/** Returns the event ID that `part` is or that the doo URL in it names. */
export function eventIdOf(part: string): string | undefined {
  return PLAIN_ID.test(part) ? part : ADDRESS_ID.exec(part)?.[1];
}

const NAMED_CHARS = 40;

/** Shortens a part for a message: forty characters are enough to find it again. */
export function shorten(part: string): string {
  // Twice as many code units always hold more characters than are shown.
  const characters = Array.from(part.slice(0, 2 * (NAMED_CHARS + 1)));
  return characters.length > NAMED_CHARS
    ? `${characters.slice(0, NAMED_CHARS).join('')}${ELLIPSIS}`
    : part;
}
