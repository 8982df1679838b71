import type { Resource } from '../doo/resources.ts';
import {
  eventIdOf,
  eventIdParts,
  groupedNumberIn,
  groupedWords,
  shorten,
} from '../repush/event-ids.ts';
import { MAX_EVENTS } from '../repush/limits.ts';
import { keywordOf, resourceMeant, resourceOf } from './keywords.ts';
import { namesOther } from './other-numbers.ts';
import { leaveOpen, propose, type Reading, type Slot, written } from './parse-state.ts';

/** What a line gives besides its options. */
export interface Given {
  readonly resources: Set<Resource>;
  readonly eventIds: Set<string>;
}

const MOST_NAMED = 10;
const TICKET = /^[A-Z][A-Z0-9]{1,9}[-‑–]\d{1,7}$/;
const RANGE = /^(\d{1,15})(?:[-‐‑‒–—]|\.\.\.?|…)(\d{1,15})$/;
const TIME =
  /^\d{1,2}:\d\d|^\d{1,2}[./]\d{1,2}(?:[./]\d{0,4})?$|^\d{1,2}-\d{1,2}-\d{2,4}$|^\d{4}-\d\d?-\d\d?/;
const NEARLY_AN_ID = /^[^\p{L}]*\d[^\p{L}]*$|^\p{L}?\d{4,}\p{L}?$/u;
/** Nouns and units that a number before them counts, or belongs to. */
const COUNTED =
  /^(?:s|sec|sek|mins?|h|hrs?|std|minutes?|minuten?|hours?|stunden?|days?|tagen?|tage?|weeks?|wochen?|months?|monate?n?|years?|jahre?n?|uhr|am|pm|a\.m\.?|p\.m\.?|%|prozent|percent|pro|per|je|eur|euro|usd|chf)\.?$|^(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)\p{L}{0,6}\.?$/iu;
/** The German names of resources, which are not read as such. */
const FOREIGN = /^(?:bestellung(?:en)?|teilnehmer|kontakte?)$/i;
/** What a short number counts. */
const TIMES = /^(?:x|mal|times|webhooks?|calls?)$/i;
/** Words that may precede an event ID without giving the number another meaning. */
const JOINING =
  /^(?:and|und|for|für|of|von|with|mit|please|bitte|the|event-?ids?|no\.?|nr\.?|[&+:#–—-])$/i;

/** Labels of event IDs, which say nothing else. */
const LABEL = /^(?:event[-_]?)?ids?$/i;
/** `4,1231E+04`, `41231,00` */
const ROUNDED = /^\d+(?:[.,]\d+)?E[+-]?\d+$|^\d{3,}[.,]\d{1,2}$/i;
const AND = /^(?:und|and|sowie|&|\+)$/i;
const DASH = /^[-–—]$/;
/** Between two IDs it may mean all between them. */
const TO = /^(?:[-–—]|bis|to|through|thru)$/i;

/**
 * Reads the words before a line's options: resources and event IDs. A number that other words count or name
 * (`2 Stunden`, `Ausfall 2026`) is not an event ID.
 */
export function readHead(reading: Reading, given: Given, words: readonly string[]): void {
  const strays: string[] = [];
  const parts = withoutLabels(words.flatMap((word) => partsOf(reading, word)));
  let isAfterName = false;
  for (const [index, part] of parts.entries()) {
    const resource = resourceOf(part);
    const id = eventIdOf(part);
    if (resource !== undefined) given.resources.add(resource);
    else if (
      id !== undefined &&
      !isOther(parts[index - 1]) &&
      !isNamed(part, isAfterName, parts[index + 1] ?? '')
    )
      given.eventIds.add(id);
    else strays.push(part);
    isAfterName =
      resource === undefined && id === undefined && !JOINING.test(part) && !NEARLY_AN_ID.test(part);
  }
  addStrayFault(reading, strays);
}

/**
 * Drops what stands before an ID and adds nothing to it: labels, the bullets of a list, words between two IDs, and
 * `event` where another resource is named. A dash between two IDs may mean all between them, and joins them.
 */
function withoutLabels(parts: readonly string[]): readonly string[] {
  const isId = (part: string | undefined) => part !== undefined && eventIdOf(part) !== undefined;
  const isList = DASH.test(parts[0] ?? '');
  const hasOther = parts.some((part) => ![undefined, 'events'].includes(resourceOf(part)));
  const left: string[] = [];
  for (const [index, part] of parts.entries()) {
    const [before, next, afterNext] = [left.at(-1), parts[index + 1], parts[index + 2]];
    const isLabelled = isId(next) || (LABEL.test(next ?? '') && isId(afterNext));
    if (isLabelled && (LABEL.test(part) || (resourceOf(part) === 'events' && hasOther))) continue;
    if (isLabelled && resourceOf(part) === 'events' && !isId(next)) continue;
    if (isId(next) && isId(before) && AND.test(part)) continue;
    if (isId(next) && isList && DASH.test(part)) continue;
    const isRange = TO.test(before ?? '') && isId(part) && isId(left.at(-2));
    if (isRange) left.push([left.splice(-2)[0], part].join('-'));
    else left.push(part);
  }
  return left;
}

/** `Kunde 5101`, `Ticket-Nr. 4411`; a resource in front of event IDs is none of these, in whatever language. */
function isOther(before: string | undefined): boolean {
  if (before === undefined || resourceOf(before) !== undefined || FOREIGN.test(before))
    return false;
  return namesOther(before.replace(/[.:]$/, ''));
}

/** Whether other words count the number or name it, as `Ausfall 2026` and `412 orders` behind a name do. */
function isNamed(part: string, isAfterName: boolean, next: string): boolean {
  const isShort = /^(?:\d{1,3}|(?:19|20)\d\d)$/.test(part);
  if (isShort && TIMES.test(next)) return true;
  return COUNTED.test(next) || (isAfterName && (isShort || resourceOf(next) !== undefined));
}

/** Reads what the line labels as event IDs. */
export function readIds(reading: Reading, given: Given, text: string): void {
  const strays: string[] = [];
  for (const part of partsOf(reading, text)) {
    const id = eventIdOf(part);
    if (id === undefined) strays.push(part);
    else given.eventIds.add(id);
  }
  addStrayFault(reading, strays);
}

function partsOf(reading: Reading, text: string): readonly string[] {
  const rounded = text.includes('://') ? undefined : ROUNDED.exec(text)?.[0];
  if (rounded !== undefined) {
    leaveOpen(
      reading,
      'eventIds',
      `"${shorten(rounded)}" is a number of a spreadsheet: write the event ID itself.`,
    );
    return [];
  }
  const grouped = text.includes('://') ? undefined : groupedNumberIn(text);
  if (grouped === undefined) return eventIdParts(text);
  leaveOpen(reading, 'eventIds', groupedWords(grouped));
  return [];
}

/** Reports the words that mean nothing, and leaves open the parts that they were probably meant to be. */
function addStrayFault(reading: Reading, strays: readonly string[]): void {
  if (strays.length === 0) return;
  const distinct = [...new Set(strays)];
  const named = distinct.slice(0, MOST_NAMED).map((part) => `"${shorten(part)}"`);
  const left = distinct.length - named.length;
  const all = left > 0 ? [...named, `${left} more`] : named;
  const words =
    all.length === 1
      ? `${all[0]} is not an event ID.`
      : `${all.slice(0, -1).join(', ')} and ${all.at(-1)} are not event IDs.`;
  reading.faults.push(
    `${words} What stands alone is a resource (orders, attendees, invitees, events, contacts) or an event ID like 41231.`,
  );
  for (const part of distinct.slice(0, MOST_NAMED)) {
    const slot = slotOf(part);
    if (slot !== undefined) reading.doubted.add(slot);
    proposeForStray(reading, part);
  }
}

/** The part of a request that a word was probably meant to be. */
function slotOf(part: string): Slot | undefined {
  if (NEARLY_AN_ID.test(part) && !TIME.test(part) && eventIdOf(part) === undefined)
    return 'eventIds';
  return keywordOf(part) ?? (resourceMeant(part) === undefined ? undefined : 'resource');
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
