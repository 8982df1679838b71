import type { Resource } from '../doo/resources.ts';
import { eventIdOf, eventIdParts, shorten } from '../repush/event-ids.ts';
import { MAX_EVENTS } from '../repush/limits.ts';
import { withoutMentions } from './chat-text.ts';
import { type Keyword, keywordOf, resourceOf } from './keywords.ts';
import type { LineContext } from './line-context.ts';
import { readOption } from './options.ts';
import { newReading, propose, type Reading, take, written } from './parse-state.ts';
import { splitWords, type Word } from './tokens.ts';
import { addStrayFault, proposeOption, readUnclosed } from './unrecognized.ts';

const EVENT_KEY = /^(?:event[_-]?)?ids?$/i;

/** What has been seen of a line beside its options. */
interface Seen {
  readonly reading: Reading;
  readonly context: LineContext;
  readonly resources: Set<Resource>;
  readonly eventIds: Set<string>;
  readonly strays: string[];
  /** A text without quotation marks, to which the words after it probably belong. */
  open?: { readonly keyword: Keyword; text: string; isLonger: boolean };
}

/** Reads a line in doo-repush's own words: resource, event ids and options, in any order. */
export function readRequestLine(text: string, context: LineContext): Reading {
  const reading = newReading();
  const seen: Seen = { reading, context, resources: new Set(), eventIds: new Set(), strays: [] };
  const words = splitWords(text);
  for (let index = 0; index < words.length; ) {
    const word = words[index];
    if (word === undefined) break;
    index += readWord(seen, word, words[index + 1]);
  }
  closeText(seen);
  if (seen.resources.size > 1)
    reading.faults.push(
      `"${[...seen.resources].join(' ')}" names more than one resource: one request takes one.`,
    );
  takeEventIds(seen);
  addStrayFault(reading, seen.strays);
  return reading;
}

/** @returns how many words were read: two where a value stands apart */
function readWord(seen: Seen, word: Word, next: Word | undefined): 1 | 2 {
  switch (word.kind) {
    case 'option':
      readKeyed(seen, word);
      return 1;
    case 'plain':
      return readPlain(seen, word.text, next);
    case 'quoted':
      readQuoted(seen, word.text);
      return 1;
    case 'mention':
      readStray(seen, withoutMentions(word.raw));
      return 1;
    case 'unclosed':
      closeText(seen);
      readUnclosed(seen.reading, word.raw, (line) => readRequestLine(line, seen.context));
      return 1;
  }
}

function readKeyed(
  seen: Seen,
  { key, separator, value, isQuoted }: Extract<Word, { kind: 'option' }>,
): void {
  const { reading, context } = seen;
  const keyword = keywordOf(key);
  closeText(seen);
  if (keyword === undefined && readKeyedIds(seen, key, value)) return;
  if (keyword === undefined || separator === '=') {
    proposeOption(reading, { key, separator, value }, context);
    return;
  }
  readOption(reading, keyword, value, context);
  const isText = keyword === 'reason' || keyword === 'org' || keyword === 'ticket';
  if (isText && !isQuoted && value !== '') seen.open = { keyword, text: value, isLonger: false };
}

/** `event_id=41231`, `events: 41231,41232`, `orders:41231`: what the ids belong to is said before them. */
function readKeyedIds(seen: Seen, key: string, value: string): boolean {
  const resource = resourceOf(key);
  const ids = eventIdParts(value).map(eventIdOf);
  if (resource === undefined && !EVENT_KEY.test(key)) return false;
  if (ids.length === 0 || ids.includes(undefined)) return false;
  if (resource !== undefined && resource !== 'events') addResource(seen, resource);
  for (const id of ids) if (id !== undefined) seen.eventIds.add(id);
  return true;
}

function readPlain(seen: Seen, text: string, next: Word | undefined): 1 | 2 {
  const keyword = keywordOf(text);
  if (keyword !== undefined && (next?.kind === 'plain' || next?.kind === 'quoted')) {
    closeText(seen);
    proposeOption(seen.reading, { key: text, separator: ' ', value: next.text }, seen.context);
    return 2;
  }
  for (const part of eventIdParts(text)) readPart(seen, part);
  return 1;
}

function readPart(seen: Seen, part: string): void {
  const resource = resourceOf(part);
  const id = eventIdOf(part);
  if (resource !== undefined) {
    closeText(seen);
    addResource(seen, resource);
  } else if (id !== undefined) {
    closeText(seen);
    seen.eventIds.add(id);
  } else {
    readStray(seen, part);
  }
}

function addResource({ reading, resources }: Seen, resource: Resource): void {
  if (resources.size === 0) take(reading, 'resource', resource, resource);
  resources.add(resource);
}

/** Quotation marks around ids and resources mean nothing; around other words they mean a text. */
function readQuoted(seen: Seen, text: string): void {
  const parts = eventIdParts(text);
  if (parts.every((part) => resourceOf(part) !== undefined || eventIdOf(part) !== undefined)) {
    for (const part of parts) readPart(seen, part);
    return;
  }
  closeText(seen);
  seen.reading.faults.push(
    `"${shorten(text)}" stands alone. If it is the reason, write it after reason:.`,
  );
  propose(seen.reading, 'reason', written('reason', text));
}

function readStray(seen: Seen, part: string): void {
  if (seen.open === undefined) {
    seen.strays.push(part);
    return;
  }
  seen.open.text += ` ${part}`;
  seen.open.isLonger = true;
}

function closeText(seen: Seen): void {
  const { open, reading } = seen;
  delete seen.open;
  if (!open?.isLonger) return;
  const right = written(open.keyword, open.text);
  reading.faults.push(`A text of more than one word needs quotation marks: ${shorten(right)}.`);
  if (open.keyword === 'reason' || open.keyword === 'org' || open.keyword === 'ticket')
    reading.fragments[open.keyword] = right;
}

function takeEventIds({ reading, eventIds }: Seen): void {
  const all = [...eventIds];
  if (all.length === 0) return;
  if (all.length <= MAX_EVENTS) {
    take(reading, 'eventIds', all, all.join(' '));
    return;
  }
  reading.faults.push(
    `${all.length} event IDs are too many: one request takes at most ${MAX_EVENTS}. Split it.`,
  );
  propose(reading, 'eventIds', all.slice(0, MAX_EVENTS).join(' '));
}
