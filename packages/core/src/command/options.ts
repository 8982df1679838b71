import { shorten } from '../repush/event-ids.ts';
import { MAX_REASON_CHARS, MAX_TICKET_CHARS } from '../repush/limits.ts';
import { withoutMentions } from './chat-text.ts';
import { holdsToken } from './credential-scan.ts';
import type { Keyword } from './keywords.ts';
import type { LineContext } from './line-context.ts';
import { propose, type Reading, take, written } from './parse-state.ts';
import { readTypes } from './webhook-types.ts';

const MAX_ORGANIZATION_CHARS = 100;
const MAX_CHARS = {
  reason: MAX_REASON_CHARS,
  ticket: MAX_TICKET_CHARS,
  org: MAX_ORGANIZATION_CHARS,
};

/** Reads the value of one option into `reading`, or names what is wrong with it. */
export function readOption(
  reading: Reading,
  keyword: Keyword,
  value: string,
  context: LineContext,
): void {
  if (value.trim() === '') {
    reading.faults.push(`"${keyword}:" has no value.`);
    return;
  }
  if (keyword === 'since' || keyword === 'until') readTime(reading, keyword, value, context);
  else if (keyword === 'types') readTypes(reading, value);
  else if (keyword === 'rate') readRate(reading, value, context);
  else readText(reading, keyword, value);
}

function readTime(
  reading: Reading,
  keyword: 'since' | 'until',
  value: string,
  context: LineContext,
): void {
  const moment = context.readTime(value, keyword);
  if (moment.ok) {
    if (moment.note !== undefined) reading.notes.push(moment.note);
    take(reading, keyword, moment.local, written(keyword, value.trim()));
    return;
  }
  reading.faults.push(`"${keyword}:${shorten(value)}" cannot be used. ${moment.message}`);
  if (moment.repair !== undefined) propose(reading, keyword, written(keyword, moment.repair));
}

function readRate(reading: Reading, value: string, { maxRatePerMin }: LineContext): void {
  const rate = /^\d{1,6}$/.test(value) ? Number(value) : undefined;
  if (rate !== undefined && rate >= 1 && rate <= maxRatePerMin) {
    take(reading, 'rate', rate, written('rate', String(rate)));
    return;
  }
  reading.faults.push(
    `"rate:${shorten(value)}" cannot be used. The rate is a whole number from 1 to ${maxRatePerMin}, in webhooks a minute.`,
  );
  const digits = /^\D{0,3}(\d{1,6})/.exec(value)?.[1];
  if (digits === undefined) return;
  const nearest = Math.min(Math.max(Number(digits), 1), maxRatePerMin);
  propose(reading, 'rate', written('rate', String(nearest)));
}

function readText(reading: Reading, slot: 'reason' | 'ticket' | 'org', value: string): void {
  const plain = withoutMentions(value).trim();
  const text = slot === 'ticket' && !plain.includes('://') ? plain.replace(HYPHENS, '-') : plain;
  const maxChars = MAX_CHARS[slot];
  if (holdsToken(text)) {
    reading.faults.push(`The ${NAMES[slot]} holds a token, which would stand on the card.`);
  } else if (text.length > maxChars) {
    reading.faults.push(
      `The ${NAMES[slot]} has ${text.length} characters: at most ${maxChars} fit. Shorten it.`,
    );
    propose(reading, slot, written(slot, text.slice(0, maxChars).toWellFormed().trim()));
  } else {
    take(reading, slot, text, written(slot, text));
  }
}

const NAMES = { reason: 'reason', ticket: 'ticket', org: 'part of the organization' };
/** Hyphens that programs put into ticket numbers so that they do not break. */
const HYPHENS = /[‐‑‒–−]/g;
