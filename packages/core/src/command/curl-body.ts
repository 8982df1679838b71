import { eventIdOf } from '../repush/event-ids.ts';
import { MAX_EVENTS } from '../repush/limits.ts';
import { dataOf, PLACEHOLDER } from './curl-data.ts';
import { nearest } from './keywords.ts';
import type { LineContext } from './line-context.ts';
import { readOption } from './options.ts';
import { leaveOpen, type Reading, type Slot, take } from './parse-state.ts';

/** A time as programs write it. A body holds no time in words. */
const TIME = /^\d[\d.:/T Z+-]{3,40}$/i;

/**
 * Reads the fields of doo's init call (doo docs: Webhook initialization, body parameters) from the data of
 * a curl line. Unknown fields are counted but not shown.
 * @returns whether the data could be read
 */
export function readBodies(
  reading: Reading,
  bodies: readonly string[],
  context: LineContext,
): boolean {
  const texts = [...new Set(bodies)];
  if (texts.length === 0) return false;
  const data = dataOf(texts);
  if (data === 'several') {
    reading.faults.push('The curl line has more than one body. Give one.');
    return false;
  }
  if (data === undefined) {
    reading.faults.push(
      'The body of the curl line is not a JSON object, so it cannot be read. Placeholders like <EventID> have to be replaced first.',
    );
    return false;
  }
  const strange = [...data.fields].filter(
    ([field, values]) => !readField(reading, field, values, context),
  );
  if (strange.length > 0) {
    const [what, verb] =
      strange.length === 1 ? ['A field', 'was'] : [`${strange.length} fields`, 'were'];
    reading.notes.push(`${what} of the body that a repush does not have ${verb} left out.`);
  }
  return true;
}

/** @returns whether a repush has this field */
function readField(
  reading: Reading,
  field: string,
  values: readonly unknown[],
  context: LineContext,
): boolean {
  const read = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  const slot = SLOTS[field];
  const distinct = new Map(values.map((value) => [JSON.stringify(value), value]));
  const [value] = distinct.values();
  if (value === null || value === '') return true;
  if (read === undefined) return leaveNearlyOpen(reading, field);
  if (distinct.size > 1)
    leaveOpen(reading, slot, `The body of the curl line has ${field} twice, with two values.`);
  else if (value === PLACEHOLDER)
    leaveOpen(reading, slot, `The body of the curl line has a placeholder in place of ${field}.`);
  else if (!read(reading, value, context))
    leaveOpen(reading, slot, `The body of the curl line has an unusable ${field}.`);
  return true;
}

/**
 * Leaves open the field whose name a body nearly has: doo ignores it, and the person meant something by it.
 * @returns whether there is such a field
 */
function leaveNearlyOpen(reading: Reading, field: string): boolean {
  const plain = field.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  const known = nearest(plain, Object.keys(FIELDS)) ?? ALSO[plain];
  if (known === undefined) return false;
  const slot = SLOTS[known];
  leaveOpen(
    reading,
    slot,
    `The body of the curl line has "${field}", which doo does not know. Its name there is ${known}.`,
  );
  return true;
}

/** What people write for doo's names that are further away. */
const ALSO: Readonly<Record<string, string | undefined>> = {
  configuration_id: 'webhook_configuration_id',
  configuration: 'webhook_configuration_id',
  events: 'event_id',
  event: 'event_id',
  types: 'webhook_type',
  rate: 'max_rate_per_min',
  max_rate: 'max_rate_per_min',
  after: 'last_updated_after',
  updated_after: 'last_updated_after',
  before: 'last_updated_before',
  updated_before: 'last_updated_before',
};

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

/** The slot that stays open if a field cannot be used. */
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

/**
 * Returns numbers and strings as strings, whether single or in a list; anything else as a value that no
 * field accepts.
 */
function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((it) =>
    typeof it === 'string' || typeof it === 'number' ? String(it).trim() : '',
  );
}
