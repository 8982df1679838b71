import { FIELD_NAMES } from './kinds.ts';

const UNKNOWN = '(a field that is not read)';
const MOST_NAMED = 20;

/**
 * Which fields of a secret differ, a line each, without a value; a field that no secret has is not
 * named, since its name may be a value that went astray.
 */
export function changedFields(before: unknown, after: unknown): string[] {
  const old = leavesOf(before);
  const fresh = leavesOf(after);
  const changes = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((path) => {
    if (old.get(path) === fresh.get(path)) return [];
    if (!old.has(path)) return [`added ${shown(path)}`];
    return [`${fresh.has(path) ? 'changed' : 'removed'} ${shown(path)}`];
  });
  const lines = [...new Set(changes)];
  const more = lines.length - MOST_NAMED;
  return more > 0 ? [...lines.slice(0, MOST_NAMED), `and ${more} more`] : lines;
}

type Path = string;

/** Each value that is neither list nor object, by the JSON of its path. */
function leavesOf(value: unknown, path: readonly (string | number)[] = []): Map<Path, string> {
  if (typeof value !== 'object' || value === null)
    return new Map(value === undefined ? [] : [[JSON.stringify(path), JSON.stringify(value)]]);
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return new Map(entries.flatMap(([key, inner]) => [...leavesOf(inner, [...path, key])]));
}

function shown(path: Path): string {
  const keys: (string | number)[] = JSON.parse(path);
  return keys
    .map((key) => {
      if (typeof key === 'number') return `[${key}]`;
      return `.${FIELD_NAMES.has(key) ? key : UNKNOWN}`;
    })
    .join('')
    .replace(/^\./, '');
}
