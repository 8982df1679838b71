import { needsEvents } from '../doo/resources.ts';
import { eventIdOf, shorten } from '../repush/event-ids.ts';
import { MAX_EVENTS } from '../repush/limits.ts';
import { withoutMentions } from './chat-text.ts';
import { type Given, readHead, readIds } from './head-words.ts';
import { isEventKey, KEYWORDS, keywordMeant, resourceOf } from './keywords.ts';
import type { LineContext } from './line-context.ts';
import { readOption } from './options.ts';
import { leaveOpen, newReading, type Reading, take, written } from './parse-state.ts';
import { unclearRowWords, withoutUnclearRows } from './table-rows.ts';
import { type NextTime, type TimePhrases, timePhrases } from './time-phrases.ts';
import { type OptionWord, splitWords } from './tokens.ts';

/** `1. ` or `2) ` at the begin of a line, in front of an ID or an address. */
const LIST_NUMBER = /(^|\n)[ \t]*\(?\d{1,2}[.)][ \t]+(?=#?\d{3}|https?:)/g;

/** The most IDs to show in the form so that the person can remove the excess. */
const MOST_SHOWN = 150;
/** Runs of words between options in which times are looked for. */
const MOST_RUNS = 12;

/**
 * Reads a line in doo-repush's syntax: resource and event IDs, followed by options. What cannot be read is
 * named, and left open if the line says which part it belongs to.
 */
export function readRequestLine(line: string, context: LineContext): Reading {
  const reading = newReading();
  const { rest: text, unclear } = withoutUnclearRows(line.replace(LIST_NUMBER, '$1'));
  if (unclear !== undefined) leaveOpen(reading, 'eventIds', unclearRowWords(unclear));
  const given: Given = { resources: new Set(), eventIds: new Set() };
  const head: string[] = [];
  let run: string[] = [];
  let runs = 0;
  const endRun = (next?: OptionWord) => {
    runs += 1;
    // Reading a time takes a while, and a line that makes sense has few options.
    const phrases: TimePhrases =
      runs > MOST_RUNS
        ? { rest: run, since: [], until: [] }
        : timePhrases(run, context, timeIn(next));
    run = [];
    head.push(...phrases.rest);
    takePhrases(reading, phrases);
    return phrases.day;
  };
  for (const word of splitWords(text, 'all')) {
    if (word.kind === 'plain') {
      run.push(...headParts(reading, word));
      continue;
    }
    const day = endRun(word.kind === 'option' ? word : undefined);
    if (word.kind === 'option') readKeyed(reading, given, onDay(word, day), context);
    else if (word.kind === 'unclosed')
      leaveOpen(
        reading,
        word.keyword,
        `The quotation mark of "${shorten(word.raw)}" is not closed: what follows it may be a part of it.`,
      );
    else if (word.kind === 'mention') head.push(withoutMentions(word.raw));
    else head.push(...headParts(reading, word));
  }
  endRun();
  readHead(reading, given, head);
  takeResource(reading, given);
  takeEventIds(reading, given);
  return reading;
}

/** The end of the window that an option sets without quotation marks. */
function timeIn(word: OptionWord | undefined): NextTime | undefined {
  if (word === undefined || word.isQuoted) return undefined;
  const { key, keyword, value } = word;
  const isTime = keyword === 'since' || keyword === 'until';
  return isTime ? { side: keyword, key, value } : undefined;
}

function onDay(word: OptionWord, day: string | undefined): OptionWord {
  return day === undefined ? word : { ...word, value: `${day} ${word.value}` };
}

function takePhrases(reading: Reading, { since, until, range }: TimePhrases): void {
  reading.times.since.push(...since);
  reading.times.until.push(...until);
  if (range === undefined) return;
  const words = `"${range.join('" and "')}" may mean all between them: write each event ID.`;
  leaveOpen(reading, 'eventIds', words);
}

/** Ignores quotation marks around IDs and resources; around other words they mark a text. */
function headParts(
  reading: Reading,
  { kind, text }: { readonly kind: 'plain' | 'quoted'; readonly text: string },
): readonly string[] {
  const words = text.split(/(?!\u00a0|[\u2000-\u200a\u202f\u205f])\s+/);
  const isText = words.some((word) => eventIdOf(word) === undefined && !/[\d,]/.test(word));
  if (kind === 'plain' || !isText || words.some((word) => resourceOf(word) !== undefined))
    return kind === 'plain' ? [text] : words;
  leaveOpen(
    reading,
    undefined,
    `"${shorten(text)}" stands alone. If it is the reason, write it after reason:.`,
  );
  reading.fragments.reason ??= written('reason', text);
  return [];
}

function readKeyed(reading: Reading, given: Given, word: OptionWord, context: LineContext): void {
  const { key, keyword, value, behind, raw } = word;
  if (keyword !== undefined) {
    readOption(reading, keyword, value, context);
    if (behind !== '') readBehind(reading, word);
    return;
  }
  const resource = resourceOf(key);
  if (isEventKey(key) || resource !== undefined) {
    if (resource !== undefined && resource !== 'events') given.resources.add(resource);
    readIds(reading, given, `${value} ${behind}`);
    return;
  }
  const meant = keywordMeant(key);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}:?`;
  leaveOpen(
    reading,
    meant,
    `There is no option "${shorten(key)}" ("${shorten(raw.trim())}").${hint} The options are ${listed(KEYWORDS)}.`,
  );
}

/** Words after a quoted value belong to nothing: the closing mark ends the value. */
function readBehind(reading: Reading, { key, keyword, behind }: OptionWord): void {
  const hasMark = /["“”„«»]/.test(behind);
  leaveOpen(
    reading,
    hasMark ? keyword : undefined,
    `"${shorten(behind)}" stands behind ${key}: and its quotation marks. A resource and event IDs come first, or write ids:41231.`,
  );
}

function takeResource(reading: Reading, { resources, eventIds }: Given): void {
  const [resource, ...more] = resources;
  if (resource === undefined) return;
  if (more.length > 0)
    leaveOpen(
      reading,
      'resource',
      `"${[...resources].join(' ')}" names more than one resource: one request takes one.`,
    );
  else if (eventIds.size > 0 && !needsEvents(resource))
    leaveOpen(
      reading,
      'resource',
      `${resource} are repushed for a whole organization, without event IDs.`,
    );
  else take(reading, 'resource', resource, resource);
}

function takeEventIds(reading: Reading, { eventIds }: Given): void {
  const all = [...eventIds];
  if (all.length === 0) return;
  if (reading.open.has('eventIds') || reading.doubted.has('eventIds')) {
    reading.faults.push(
      `Event IDs are left open. Understood: ${all.slice(0, MAX_EVENTS).join(' ')}.`,
    );
    reading.open.add('eventIds');
    return;
  }
  take(reading, 'eventIds', all, all.slice(0, MAX_EVENTS).join(' '));
  if (all.length <= MAX_EVENTS) return;
  const words = `That's ${all.length} events. One request takes at most ${MAX_EVENTS}: split it.`;
  if (all.length <= MOST_SHOWN) reading.faults.push(words);
  else leaveOpen(reading, 'eventIds', words);
}

function listed(parts: readonly string[]): string {
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
