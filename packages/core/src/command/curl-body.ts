import { isRecord, parseJson } from '../json.ts';
import { eventIdOf } from '../repush/event-ids.ts';
import { MAX_EVENTS } from '../repush/limits.ts';
import type { LineContext } from './line-context.ts';
import { readOption } from './options.ts';
import { leaveOpen, type Reading, type Slot, take } from './parse-state.ts';

/** Values of `last_updated_*` as doo writes them; anything else is no time of a body. */
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?$/;

/**
 * Takes the fields of doo's init call (doo docs: Webhook initialization, body parameters) out of
 * the body of a curl line. Fields that a repush has not are counted, not shown.
 */
export function readBody(reading: Reading, bodies: readonly string[], context: LineContext): void {
  const [text, ...more] = new Set(bodies);
  if (text === undefined) return;
  if (more.length > 0) {
    reading.faults.push('The curl line has more than one body. Give one.');
    return;
  }
  const body = bodyOf(text);
  if (body === undefined) {
    reading.faults.push('The body of the curl line is not a JSON object, so it cannot be read.');
    return;
  }
  let strange = 0;
  for (const [field, value] of Object.entries(body)) {
    if (value === null || value === '') continue;
    const read = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
    if (read === undefined) strange += 1;
    else if (!read(reading, value, context))
      leaveOpen(reading, SLOTS[field], `The body of the curl line has an unusable ${field}.`);
  }
  if (strange > 0)
    reading.notes.push(
      `${strange === 1 ? 'A field' : `${strange} fields`} of the body that a repush does not have ${strange === 1 ? 'was' : 'were'} left out.`,
    );
}

type ReadField = (reading: Reading, value: unknown, context: LineContext) => boolean;

const FIELDS: Readonly<Record<string, ReadField>> = {
  event_id: (reading, value) => {
    const ids = textsOf(value).map(eventIdOf);
    const known = ids.filter((id) => id !== undefined);
    if (known.length === 0 || known.length < ids.length || known.length > MAX_EVENTS) return false;
    take(reading, 'eventIds', [...new Set(known)], [...new Set(known)].join(' '));
    return true;
  },
  organization_id: (reading, value) => {
    const [id = ''] = textsOf(value);
    if (!/^[1-9][0-9]{0,15}$/.test(id)) return false;
    take(reading, 'org', id, `org:${id}`);
    return true;
  },
  webhook_configuration_id: (reading, value) => {
    const [id = '', more] = textsOf(value);
    if (more !== undefined || !/^[!-~]{1,75}$/.test(id)) return false;
    take(reading, 'configurationId', id, `config:${id}`);
    return true;
  },
  webhook_type: (reading, value, context) => {
    const types = textsOf(value);
    if (types.length === 0 || types.some((type) => !/^\w{1,75}$/.test(type))) return false;
    readOption(reading, 'types', types.join(','), context);
    return true;
  },
  last_updated_after: (reading, value, context) => readTime(reading, 'since', value, context),
  last_updated_before: (reading, value, context) => readTime(reading, 'until', value, context),
  max_rate_per_min: (reading, value, context) => {
    const [rate = ''] = textsOf(value);
    if (!/^\d{1,6}$/.test(rate)) return false;
    readOption(reading, 'rate', rate, context);
    return true;
  },
};

/** What stays open where a field cannot be used. */
const SLOTS: Readonly<Record<string, Slot>> = {
  event_id: 'eventIds',
  organization_id: 'org',
  webhook_configuration_id: 'configurationId',
  webhook_type: 'types',
  last_updated_after: 'since',
  last_updated_before: 'until',
  max_rate_per_min: 'rate',
};

function readTime(
  reading: Reading,
  keyword: 'since' | 'until',
  value: unknown,
  context: LineContext,
): boolean {
  if (typeof value !== 'string' || !TIME.test(value)) return false;
  readOption(reading, keyword, value, context);
  return true;
}

/** Numbers and texts as texts, alone or in a list; anything else as one that no field takes. */
function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((it) =>
    typeof it === 'string' || typeof it === 'number' ? String(it).trim() : '',
  );
}

/** JSON, also with the quotation marks of a phone, keys without any, or a comma too many. */
function bodyOf(text: string): Record<string, unknown> | undefined {
  const mended = text
    .replace(/[“”„]/g, '"')
    .replace(/([{,]\s*)([a-z_]+)(\s*:)/g, '$1"$2"$3')
    .replace(/,(\s*[}\]])/g, '$1');
  return [text, mended].map(parseJson).find(isRecord);
}
