import { eventIdOf, shorten } from '../repush/event-ids.ts';
import { trimmed } from './chat-text.ts';
import type { CommandContext, CommandText } from './command.ts';
import { type LineContext, lineContext } from './line-context.ts';
import { faultWords, written } from './parse-state.ts';
import { type OptionWord, splitWords, type Word } from './tokens.ts';

const TICKET = /^(?:[A-Z][A-Z0-9]{1,9}-\d{1,7}|https:\/\/\S{1,190})$/i;
const MAX_NAME_CHARS = 200;
/** Kinds that a person may write before a search term. */
const KIND = /^(?:events?|organi[sz]ation|org|tickets?|person)$/i;

const NAMES = {
  eventId: 'event',
  organization: 'organization',
  userId: 'person',
  ticket: 'ticket',
  text: 'name',
  sinceMs: 'time',
};
type Key = keyof typeof NAMES;

interface Found {
  readonly values: { [K in Key]?: K extends 'sinceMs' ? number : string };
  /** The valid parts as they would be typed, in the order of the line. */
  readonly fragments: { [K in Key]?: string };
  readonly faults: string[];
  readonly names: string[];
}

/**
 * Parses the arguments of `history`: an event ID or doo URL, `@person`, a ticket (`SUP-4411`, a link,
 * `ticket:…`), an organization (`org:…`, or its name) and `since:`. All are optional.
 */
export function readHistory(text: string, context: CommandContext): CommandText {
  const { values, fragments, faults } = findIn(text, context);
  if (faults.length === 0) return { kind: 'history', query: values };
  return {
    kind: 'unreadable',
    message: faultWords(faults),
    suggestion: ['history', ...readable(Object.values(fragments), context)].join(' '),
  };
}

/**
 * Keeps the fragments that parse again next to those before them: quotation marks in a name may prevent
 * that.
 */
function readable(fragments: readonly string[], context: CommandContext): readonly string[] {
  const kept: string[] = [];
  for (const fragment of fragments) {
    kept.push(fragment);
    if (findIn(kept.join(' '), context).faults.length > 0) kept.pop();
  }
  return kept;
}

function findIn(text: string, context: CommandContext): Found {
  const found: Found = { values: {}, fragments: {}, faults: [], names: [] };
  const line = lineContext(context);
  const words = splitWords(text);
  const [first] = words;
  const hasKind = words.length > 1 && first?.kind === 'plain' && KIND.test(first.text);
  for (const word of hasKind ? words.slice(1) : words) readWord(found, word, line);

  const name = trimmed(found.names.join(' '), /[\s,;]/);
  const kind = hasKind ? first.text.toLowerCase().slice(0, 3) : '';
  if (name.length > MAX_NAME_CHARS)
    found.faults.push(`"${shorten(name)}" is too long: ${MAX_NAME_CHARS} characters are enough.`);
  else if (name !== '' && kind === 'org') add(found, 'organization', name, written('org', name));
  else if (name !== '' && kind === 'tic') add(found, 'ticket', name, written('ticket', name));
  else if (name !== '') add(found, 'text', name, name);
  return found;
}

function readWord(found: Found, word: Word, line: LineContext): void {
  if (word.kind === 'mention') add(found, 'userId', word.userId, word.raw);
  else if (word.kind === 'option') readOption(found, word, line);
  else if (word.kind === 'unclosed')
    found.faults.push(`The quotation mark of "${shorten(word.raw)}" is not closed.`);
  else readName(found, word.text);
}

function readOption(found: Found, word: OptionWord, line: LineContext): void {
  const { key, keyword, raw } = word;
  const [value, rest] = valueAndRest(word, line);
  if (value === '') found.faults.push(`"${shorten(raw.trim())}" has no value.`);
  else if (keyword === 'since') readSince(found, value, line);
  else if (keyword === 'org') add(found, 'organization', value, written('org', value));
  else if (keyword === 'ticket') add(found, 'ticket', value, written('ticket', value));
  else if (KIND.test(key)) readName(found, value);
  else
    found.faults.push(
      `"${shorten(raw.trim())}" is not a part of a history, which takes org:, ticket: and since:.`,
    );
  for (const other of rest.split(/[\s,;]+/)) {
    const userId = /^<@([UW][A-Z0-9]{2,63})(?:\|[^<>]*)?>$/.exec(other)?.[1];
    if (userId !== undefined) add(found, 'userId', userId, other);
    else if (other !== '') readName(found, other);
  }
}

/**
 * An unquoted value is one word; an unquoted time takes as many words as can be read. The rest may be a
 * name.
 */
function valueAndRest({ keyword, value, isQuoted, behind }: OptionWord, line: LineContext) {
  if (isQuoted) return [value, behind] as const;
  const words = value.split(/\s+/);
  const lengths = keyword === 'since' ? [4, 3, 2].filter((each) => each <= words.length) : [];
  const length =
    lengths.find((each) => line.readTime(words.slice(0, each).join(' '), 'since').ok) ?? 1;
  return [words.slice(0, length).join(' '), words.slice(length).join(' ')] as const;
}

function readSince(found: Found, value: string, { readTime }: LineContext): void {
  const moment = readTime(value, 'since');
  if (moment.ok) add(found, 'sinceMs', moment.atMs, written('since', value));
  else found.faults.push(`"since:${shorten(value)}" cannot be used. ${moment.message}`);
}

function readName(found: Found, name: string): void {
  const id = eventIdOf(name);
  if (id !== undefined) add(found, 'eventId', id, id);
  else if (name.startsWith('@'))
    found.faults.push(
      `Slack did not say who "${shorten(name)}" is: type @ and choose the person from Slack's list.`,
    );
  else if (TICKET.test(name)) add(found, 'ticket', name, name);
  else found.names.push(name);
}

/** Adds a value. A different second one is an error, since only one can be searched for. */
function add<K extends Key>(
  found: Found,
  key: K,
  value: Found['values'][K],
  fragment: string,
): void {
  const known = found.values[key];
  if (known === undefined) {
    found.values[key] = value;
    found.fragments[key] = fragment;
  } else if (known !== value) {
    found.faults.push(`"${shorten(fragment)}" is a second ${NAMES[key]}: look for one at a time.`);
  }
}
