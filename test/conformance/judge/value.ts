import { isDeepStrictEqual } from 'node:util';
import { type Bindings, ONE_NAME, substitute } from './bindings.ts';

const PATTERN = /^\$\{\/(.+)\/\}$/s;

/**
 * Where `actual` is not what a requirement expects, as lines that begin with `path`:
 * `*` and `{}` are anything, `${/…/}` what the expression finds, `${NAME}` is bound where it is met
 * first and the same from then on; an object has at least the expected keys.
 */
export function valueDifferences(
  expected: unknown,
  actual: unknown,
  bindings: Bindings,
  path: string,
): string[] {
  if (expected === '*' || isEmptyObject(expected)) return [];
  if (typeof expected === 'string') return textDifferences(expected, actual, bindings, path);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return [`${path} is ${shown(actual)}, not a list of ${expected.length}`];
    }
    return expected.flatMap((item, index) =>
      valueDifferences(item, actual[index], bindings, `${path}[${index}]`),
    );
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return [`${path} is ${shown(actual)}, not ${shown(expected)}`];
    return Object.entries(expected).flatMap(([key, value]) =>
      actual[key] === undefined
        ? [`${path}.${key} is missing, not ${shown(substitute(value, bindings))}`]
        : valueDifferences(value, actual[key], bindings, `${path}.${key}`),
    );
  }
  return isDeepStrictEqual(actual, expected)
    ? []
    : [`${path} is ${shown(actual)}, not ${shown(expected)}`];
}

function textDifferences(
  expected: string,
  actual: unknown,
  bindings: Bindings,
  path: string,
): string[] {
  const pattern = PATTERN.exec(expected)?.[1];
  if (pattern !== undefined) {
    const found = new RegExp(pattern).test(String(actual));
    return found ? [] : [`${path} is ${shown(actual)}, which /${pattern}/ does not find`];
  }
  const name = ONE_NAME.exec(expected)?.[1];
  if (name !== undefined && !bindings.has(name)) bindings.set(name, actual);
  const wanted = name === undefined ? substitute(expected, bindings) : bindings.get(name);
  return isDeepStrictEqual(actual, wanted)
    ? []
    : [`${path} is ${shown(actual)}, not ${shown(wanted)}`];
}

/** A value as a difference shows it, cut where it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyObject(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
