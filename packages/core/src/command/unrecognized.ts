import { eventIdOf, shorten } from '../repush/event-ids.ts';
import { MAX_EVENTS } from '../repush/limits.ts';
import { KEYWORDS, keywordMeant, keywordOf, resourceMeant } from './keywords.ts';
import type { LineContext } from './line-context.ts';
import { readOption } from './options.ts';
import { newReading, propose, type Reading, written } from './parse-state.ts';

const MOST_NAMED = 10;
const TICKET = /^[A-Z][A-Z0-9]{1,9}[-‑–]\d{1,7}$/;
const RANGE = /^(\d{1,15})(?:[-‐‑‒–—]|\.\.\.?|…)(\d{1,15})$/;
const NEXT_OPTION = new RegExp(`\\s(?=(?:${KEYWORDS.join('|')})[:=])`, 'i');

/** Names the words of a line that are nothing, and proposes what they were probably meant to be. */
export function addStrayFault(reading: Reading, strays: readonly string[]): void {
  if (strays.length === 0) return;
  const named = [...new Set(strays)].slice(0, MOST_NAMED).map((part) => `"${shorten(part)}"`);
  const left = new Set(strays).size - named.length;
  const all = left > 0 ? [...named, `${left} more`] : named;
  const words =
    all.length === 1 ? `${all[0]} is not an event ID.` : `${listed(all)} are not event IDs.`;
  reading.faults.push(
    `${words} What stands alone is a resource (orders, attendees, invitees, events, contacts) or an event ID like 41231.`,
  );
  for (const part of strays.slice(0, MOST_NAMED)) proposeForStray(reading, part);
}

function proposeForStray(reading: Reading, part: string): void {
  const ids = idsMeant(part);
  const known = reading.fragments.eventIds?.split(' ') ?? [];
  const resource = resourceMeant(part);
  if (ids.length > 0)
    reading.fragments.eventIds = [...new Set([...known, ...ids])].slice(0, MAX_EVENTS).join(' ');
  else if (TICKET.test(part)) propose(reading, 'ticket', written('ticket', part));
  else if (resource !== undefined) propose(reading, 'resource', resource);
}

/** `#41231`, `41231.`, `41231-41233`. */
function idsMeant(part: string): readonly string[] {
  const range = RANGE.exec(part);
  if (range !== null) {
    const [first, last] = [Number(range[1]), Number(range[2])];
    const count = last - first + 1;
    if (first < 1 || count < 2 || count > MAX_EVENTS) return [];
    return Array.from({ length: count }, (_, index) => String(first + index));
  }
  const digits = /^[#.+*]{0,2}(\d{1,15})[.!?:*]{0,2}$/.exec(part)?.[1];
  const id = digits === undefined ? undefined : eventIdOf(digits);
  return id === undefined ? [] : [id];
}

/** Names what looks like an option and is none, and proposes the one that was probably meant. */
export function proposeOption(
  reading: Reading,
  { key, separator, value }: { key: string; separator: string; value: string },
  context: LineContext,
): void {
  const known = keywordOf(key);
  const meant = known ?? keywordMeant(key);
  const guess = newReading();
  if (meant !== undefined) readOption(guess, meant, value, context);
  const fragment = meant === undefined ? undefined : guess.fragments[meant];
  if (meant !== undefined && fragment !== undefined) propose(reading, meant, fragment);
  const right = fragment === undefined ? '' : `: ${shorten(fragment)}`;
  reading.faults.push(
    known === undefined
      ? `There is no option "${shorten(key)}" ("${shorten(`${key}${separator}${value}`)}"). The options are ${listed([...KEYWORDS])}.`
      : `"${shorten(`${key}${separator}${value}`)}" needs a colon${right}.`,
  );
}

/** Names a quotation mark that nothing closes, and proposes to close it before the next option. */
export function readUnclosed(
  reading: Reading,
  raw: string,
  readLine: (line: string) => Reading,
): void {
  reading.faults.push(`The quotation mark of "${shorten(raw)}" is not closed.`);
  const at = raw.search(NEXT_OPTION);
  const [text, rest] = at === -1 ? [raw, ''] : [raw.slice(0, at), raw.slice(at)];
  const { fragments } = readLine(`${text.replaceAll('\\', '')}"${rest.replaceAll('\\', '')}`);
  Object.assign(reading.fragments, { ...fragments, ...reading.fragments });
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
