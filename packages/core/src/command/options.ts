import { shorten } from '../repush/event-ids.ts';
import { MAX_REASON_CHARS, MAX_TICKET_CHARS } from '../repush/limits.ts';
import { cleanTicket } from '../repush/ticket.ts';
import { cleanText, isVisible } from '../typed-text.ts';
import { withoutMentions } from './chat-text.ts';
import { holdsToken, REVOKE } from './credential-scan.ts';
import type { Keyword } from './keywords.ts';
import type { LineContext } from './line-context.ts';
import { leaveOpen, type Reading, take, written } from './parse-state.ts';
import { readTypes } from './webhook-types.ts';

const ALL = /^(?:\*|all|alle|every|jede)$/i;
const MAX_NAME_CHARS = 100;
const MAX_CHARS = {
  reason: MAX_REASON_CHARS,
  ticket: MAX_TICKET_CHARS,
  org: MAX_NAME_CHARS,
  config: MAX_NAME_CHARS,
};

/** Reads the value of one option into `reading`, or reports what is wrong with it and leaves it open. */
export function readOption(
  reading: Reading,
  keyword: Keyword,
  value: string,
  context: Pick<LineContext, 'maxRatePerMin'>,
): void {
  if (!isVisible(value)) leaveOpen(reading, keyword, `"${keyword}:" has no value.`);
  else if (keyword === 'since' || keyword === 'until') reading.times[keyword].push(value.trim());
  else if (keyword === 'types') readTypes(reading, value);
  else if (keyword === 'rate') readRate(reading, value, context);
  else readText(reading, keyword, value);
}

function readRate(
  reading: Reading,
  value: string,
  { maxRatePerMin }: Pick<LineContext, 'maxRatePerMin'>,
): void {
  const plain = cleanText(value);
  const rate = /^\d{1,6}$/.test(plain) ? Number(plain) : undefined;
  if (rate !== undefined && rate >= 1 && rate <= maxRatePerMin) {
    take(reading, 'rate', rate, written('rate', String(rate)));
    return;
  }
  leaveOpen(
    reading,
    'rate',
    `"rate:${shorten(value)}" cannot be used. The rate is a whole number from 1 to ${maxRatePerMin}, in webhooks a minute.`,
  );
}

function readText(reading: Reading, slot: keyof typeof MAX_CHARS, value: string): void {
  const plain = withoutMentions(value).trim();
  const text = slot === 'ticket' ? cleanTicket(plain) : plain;
  const maxChars = MAX_CHARS[slot];
  if (holdsToken(text)) {
    leaveOpen(
      reading,
      slot,
      `The ${NAMES[slot]} holds a token, which would stand on the card. ${REVOKE}`,
    );
  } else if (text.length > maxChars) {
    const words = `The ${NAMES[slot]} has ${text.length} characters: at most ${maxChars} fit.`;
    if (slot !== 'reason') leaveOpen(reading, slot, `${words} Shorten it.`);
    else {
      const cut = text.slice(0, maxChars).toWellFormed().trim();
      take(reading, slot, cut, written(slot, cut));
      reading.faults.push(`${words} The rest was left out.`);
    }
  } else if (slot === 'config' && ALL.test(text)) {
    leaveOpen(
      reading,
      slot,
      `"config:${shorten(text)}" names none: all of them are chosen in the form, where it says what that means.`,
    );
  } else if (slot === 'config' && CONFIGURATION_ID.test(text)) {
    take(reading, 'configurationId', text, written(slot, text));
  } else {
    take(reading, slot, text, written(slot, text));
  }
}

/** doo's configuration IDs (doo docs: webhook configurations). Anything else is part of a name. */
const CONFIGURATION_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const NAMES = {
  reason: 'reason',
  ticket: 'ticket',
  org: 'part of the organization',
  config: 'part of the configuration',
};
