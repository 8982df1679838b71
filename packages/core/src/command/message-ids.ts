import { eventIdOf, groupedNumberIn, groupedWords, shorten } from '../repush/event-ids.ts';
import { namesOther } from './other-numbers.ts';
import { unclearRowWords, withoutUnclearRows } from './table-rows.ts';

/** What the numbers in a message mean, judging by the words around them. */
export interface MessageIds {
  readonly eventIds: readonly string[];
  /** Sentences about numbers that may mean something else. */
  readonly notes: readonly string[];
}

const ADDRESS = /(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){0,5}doo\.net\/\S{1,2000}/gi;
const OTHER_ADDRESS = /\b[a-z][a-z0-9+.-]{0,20}:\/\/\S+/gi;
const BREAK = /[\s;()[\]{}"“”„`<>|•*_→]+/;
/** A number after one of these is an event ID. */
const EVENT_WORD =
  /^(?:events?|event[-_]?(?:ids?|no|nr|number|nummer)|ids?|veranstaltung(?:en)?|veranstaltungs-?(?:ids?|nr|nummer))$/i;
/** The begin of a phone number or of an IBAN. */
const OTHER_BEGIN = /^\+\d|^[A-Z]{2}\d\d$/;
/** The strokes of a name such as `order_id`, which is one word. */
const IN_NAME = /(?<=\p{L})_(?=(?:ids?|nr|no|number)(?![\p{L}\d]))/giu;
/** After one of these, the word before it still decides what the number means. */
const LINK_WORD = /^(?:and|und|or|oder|no|nr|number|nummer|is|ist|are|sind|the|der|die|&|\+|,)$/i;
/** A number before one of these is a quantity. */
const COUNTED =
  /^(?:orders?|bestellungen|attendees?|teilnehmer|invitees?|contacts?|kontakte|events?|webhooks?|calls?|people|persons?|requests?|times?|mal|x|percent|prozent|eur|euro|usd|ms|s|sec|seconds?|sekunden?|min|mins|minutes?|minuten?|h|hours?|stunden?|std|d|days?|tagen?|tage|weeks?|wochen?|uhr|am|pm|kb|mb|gb)\b|^[%€$£]/i;
/** All events between two, or two events: nobody can tell. */
const RANGE =
  /(?<![\p{L}\d.+-])([1-9]\d{3,14})(?:\s?[-–—]\s?| (?:bis|to|through) )([1-9]\d{3,14})(?![\d-])/gu;
const LEAST_BARE_DIGITS = 4;
const YEAR = /^(?:19|20)\d\d$/;
const MOST_NAMED = 5;

/**
 * Extracts the event IDs from a message: those in doo URLs, those labelled as such, and long numbers to
 * which no neighbouring word gives another meaning. Runs in linear time.
 */
export function readMessageIds(text: string): MessageIds {
  const eventIds = new Set<string>();
  const unclear = new Set<string>();
  const notes: string[] = [];
  const { rest, unclear: row } = withoutUnclearRows(text);
  if (row !== undefined) notes.push(unclearRowWords(row));
  const prose = rest
    .replace(IN_NAME, '-')
    .replace(ADDRESS, (address) => {
      const id = eventIdOf(address);
      if (id !== undefined) eventIds.add(id);
      return ' . ';
    })
    .replace(OTHER_ADDRESS, ' . ')
    .replace(RANGE, (range, first: string, last: string) => {
      if (YEAR.test(first) || Number(first) >= Number(last)) return range;
      notes.push(`${first} to ${last} may mean all between them: write each event ID.`);
      return ' . ';
    });
  const words = prose.split(BREAK).filter((word) => word !== '');
  let called: 'event' | 'other' | 'nothing' = 'nothing';
  words.forEach((word, index) => {
    const group = groupedNumberIn(word);
    if (group !== undefined) {
      notes.push(groupedWords(group));
      return;
    }
    for (const part of partsOf(word)) {
      const number = /^#?(\d{1,15})$/.exec(part)?.[1];
      if (number === undefined) {
        called = calledBy(part, called);
        continue;
      }
      // What follows the area code of a phone belongs to it.
      if (/^0\d/.test(number)) called = 'other';
      const counts = COUNTED.test(words[index + 1] ?? '') && called !== 'event';
      const id = eventIdOf(number);
      const isLong = number.length >= LEAST_BARE_DIGITS && !YEAR.test(number);
      if (id !== undefined && (called === 'event' || (called === 'nothing' && isLong && !counts)))
        eventIds.add(id);
      else if (isLong) unclear.add(number);
    }
  });
  for (const id of eventIds) unclear.delete(id);
  if (unclear.size > 0) notes.push(unclearWords([...unclear]));
  return { eventIds: [...eventIds], notes: [...new Set(notes)] };
}

/** Splits at commas and colons, without trailing punctuation. */
function partsOf(word: string): readonly string[] {
  if (/^\d{1,2}[:.]\d{2}(?:[:.]\d{2,4})?[.,!?]?$/.test(word)) return [];
  return word
    .split(/[,:=]+/)
    .map((part) => part.replace(/^['’]+|[.!?'’]+$/g, ''))
    .filter((part) => part !== '');
}

function calledBy<Called extends string>(
  word: string,
  before: Called,
): Called | 'event' | 'other' | 'nothing' {
  if (EVENT_WORD.test(word)) return 'event';
  if (namesOther(word) || OTHER_BEGIN.test(word)) return 'other';
  return LINK_WORD.test(word) ? before : 'nothing';
}

function unclearWords(numbers: readonly string[]): string {
  const named = numbers.slice(0, MOST_NAMED).map(shorten).join(', ');
  const left = numbers.length > MOST_NAMED ? ` and ${numbers.length - MOST_NAMED} more` : '';
  return `Not taken for event IDs: ${named}${left}. Add what is one.`;
}
