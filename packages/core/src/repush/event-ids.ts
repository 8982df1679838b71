import { EVENT_ID_DIGITS, MAX_EVENTS } from './limits.ts';

export type EventIds =
  | { readonly ok: true; readonly eventIds: readonly string[] }
  | { readonly ok: false; readonly message: string };

const ADDRESS_ID = new RegExp(`(?:/events/|(?:^|[?&])event_id=)(${EVENT_ID_DIGITS})(?![0-9])`);
const PLAIN_ID = new RegExp(`^${EVENT_ID_DIGITS}$`);
/** What people and programs put between and around ids; a hyphen might mean a range. */
const SEPARATORS = /[\s,;|<>()[\]{}"'“”„、，；•]+/;

/**
 * Reads event ids as people paste them: any separators, duplicates folded, doo addresses
 * (`…/events/<digits>`, `…event_id=<digits>`) understood.
 * @returns the ids in the order given, or a sentence that names the first part that is none
 */
export function parseEventIds(text: string): EventIds {
  const eventIds = new Set<string>();
  for (const part of eventIdParts(text)) {
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

/** The event id that a part is, or that the doo address in it names. */
export function eventIdOf(part: string): string | undefined {
  return PLAIN_ID.test(part) ? part : ADDRESS_ID.exec(part)?.[1];
}

const NAMED_CHARS = 40;

/** A part as a message names it: forty characters are enough to find it again. */
export function shorten(part: string): string {
  // Twice as many code units have more characters than are named, whatever they are.
  const characters = Array.from(part.slice(0, 2 * (NAMED_CHARS + 1)));
  return characters.length > NAMED_CHARS ? `${characters.slice(0, NAMED_CHARS).join('')}…` : part;
}
