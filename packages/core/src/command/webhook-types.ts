import { isTypeOf, RESOURCE_NAMES, type Resource } from '../doo/resources.ts';
import { shorten } from '../repush/event-ids.ts';
import { leaveOpen, type Reading, take, written } from './parse-state.ts';

const MAX_TYPES = 20;

/**
 * Reads webhook types, separated by commas. Each starts with the name of a resource, with or without `on_`.
 */
export function readTypes(reading: Reading, value: string): void {
  const named = new Map<string, string>();
  for (const name of value.toLowerCase().split(/[\s,;|]+/))
    if (name !== '' && !named.has(bare(name))) named.set(bare(name), name);
  const types = [...named.values()];
  const strange = types.filter((type) => !isType(type));
  if (/^alle?$/.test(types.join(' '))) {
    reading.notes.push('Without types, doo sends all types of the resource.');
    return;
  }
  if (strange.length > 0 || types.length === 0) {
    leaveOpen(
      reading,
      'types',
      `"${shorten(strange[0] ?? value)}" is not a webhook type. Types look like order_created or attendee_checkin.`,
    );
    return;
  }
  if (types.length > MAX_TYPES) {
    leaveOpen(
      reading,
      'types',
      `${types.length} webhook types are too many: one request names at most ${MAX_TYPES}, or none for all.`,
    );
    return;
  }
  take(reading, 'types', types, written('types', types.join(',')));
}

/** The one resource that all `types` belong to. */
export function resourceOfTypes(types: readonly string[]): Resource | undefined {
  return RESOURCE_NAMES.find((resource) => types.every((type) => isTypeOf(resource, type)));
}

function isType(name: string): boolean {
  return /^[a-z0-9_]{1,75}$/.test(name) && resourceOfTypes([name]) !== undefined;
}

function bare(name: string): string {
  return name.replace(/^on_/, '');
}
