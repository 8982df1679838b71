import { isRecord, parseJson } from '../json.ts';

/** The data of a call: every value of each field, in the order of the line. */
export interface CurlData {
  readonly fields: ReadonlyMap<string, readonly unknown[]>;
}

/** Placeholders for the reader to fill in: `<EventID>`, `$EVENT_ID`, `{{event}}`. */
export const PLACEHOLDER = '\u0000placeholder';

const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const STANDS_IN =
  /:\s*"?(?:<[^<>"\n]{1,40}>|\$\{?[A-Za-z_]\w{0,40}\}?|\{\{[^{}"\n]{1,40}\}\})"?(?=\s*[,}])/g;

/**
 * Parses the data of a `curl` line: one JSON object, including what phones, prompts and wikis make of it,
 * or `field=value` pairs, separate or joined. `undefined` if it is neither.
 */
export function dataOf(texts: readonly string[]): CurlData | 'several' | undefined {
  const [text = '', ...more] = texts;
  if (texts.every(isForm)) return { fields: formFields(texts) };
  return more.length > 0 ? 'several' : jsonData(text);
}

function isForm(text: string): boolean {
  return /^(?:[a-z_]{2,40}(?:\[\])?=[^&={}]*(?:&|$))+$/.test(text);
}

function formFields(texts: readonly string[]): ReadonlyMap<string, readonly unknown[]> {
  const pairs = texts.flatMap((text) => [...new URLSearchParams(text)]);
  const fields = new Map<string, unknown[]>();
  for (const [key, value] of pairs) {
    const name = key.replace('[]', '');
    const isList = key.endsWith('[]');
    const known = fields.get(name) ?? [];
    const [first] = known;
    if (isList && Array.isArray(first)) first.push(value);
    else fields.set(name, [...known, isList ? [value] : value]);
  }
  return fields;
}

function jsonData(text: string): CurlData | undefined {
  const plain = text.replace(SPACES, ' ').trim();
  const unescaped = plain.replaceAll('\\"', '"');
  const mended = (unescaped.includes('"') ? unescaped : unescaped.replaceAll("'", '"'))
    .replace(/[“”„]/g, '"')
    .replace(/([{,]\s*)([a-z_]{1,40})(\s*:)/g, '$1"$2"$3')
    .replace(/,(\s*[}\]])/g, '$1');
  for (const json of [text, plain, mended].flatMap((each) => [each, withoutPlaceholders(each)])) {
    const value = parseJson(json);
    if (isRecord(value)) return { fields: fieldsOf(value, json) };
  }
  return undefined;
}

function withoutPlaceholders(json: string): string {
  return json.replace(STANDS_IN, `:${JSON.stringify(PLACEHOLDER)}`);
}

/**
 * JSON.parse keeps only the last value of a duplicate key, so the outer object is scanned again for all of
 * them.
 */
function fieldsOf(
  value: Record<string, unknown>,
  json: string,
): ReadonlyMap<string, readonly unknown[]> {
  const fields = new Map<string, unknown[]>();
  for (const [key, text] of outerPairs(json)) {
    const read = parseJson(text);
    fields.set(key, [...(fields.get(key) ?? []), read === PLACEHOLDER ? PLACEHOLDER : read]);
  }
  const isSame = Object.keys(value).every((key) => fields.has(key));
  return isSame ? fields : new Map(Object.entries(value).map(([key, each]) => [key, [each]]));
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;

/** The keys and raw values of a valid JSON object. */
function outerPairs(json: string): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  let depth = 0;
  let key: string | undefined;
  let valueAt = -1;
  for (const match of json.matchAll(TOKEN)) {
    const [token] = match;
    const isEnd = depth === 1 && (token === ',' || token === '}');
    if (isEnd && key !== undefined) {
      pairs.push([key, json.slice(valueAt, match.index)]);
      key = undefined;
    }
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && key === undefined && token.startsWith('"')) {
      key = String(parseJson(token));
      valueAt = json.indexOf(':', match.index + token.length) + 1;
    }
  }
  return pairs;
}
