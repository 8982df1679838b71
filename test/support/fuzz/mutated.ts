import type { JsonObject, JsonValue } from '@doo-repush/sandbox/slack/json';
import fc from 'fast-check';
import { anyJson } from './strangers.ts';

/** One change of a JSON value: sets or removes something at a numbered place. */
export interface Mutation {
  readonly place: number;
  /** `undefined` removes the field. */
  readonly value: unknown;
}

export const anyMutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    place: fc.nat(),
    value: fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 3, arbitrary: anyJson },
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Applies the mutations to a copy of `original`, one after another; the places `kept` stay. */
export function mutated(
  original: JsonObject,
  mutations: readonly Mutation[],
  kept: readonly string[],
): JsonObject {
  const copy = structuredClone(original);
  for (const { place, value } of mutations) {
    const places = placesIn(copy, []).filter((path) => !kept.includes(path.join('.')));
    const path = places[place % Math.max(places.length, 1)];
    if (path !== undefined) putAt(copy, path, structuredClone(value));
  }
  return copy;
}

function placesIn(value: JsonValue, path: readonly string[]): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const here = [...path, name];
    return [here, ...placesIn(field, here)];
  });
}

function putAt(root: JsonObject, path: readonly string[], value: unknown): void {
  const last = path.at(-1) ?? '';
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, name) => (Object(at) === at ? Reflect.get(Object(at), name) : {}), root);
  const target = Object(parent);
  if (value === undefined) Reflect.deleteProperty(target, last);
  else
    Reflect.defineProperty(target, last, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}
