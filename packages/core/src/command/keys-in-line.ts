import { isEventKey, isPlainKeyword, type Keyword, keywordOf, resourceOf } from './keywords.ts';

/** A word that begins an option, or looks like it does. */
export interface Key {
  readonly key: string;
  readonly keyword: Keyword | undefined;
  /** As typed; empty if the keyword has no separator. */
  readonly separator: string;
  readonly start: number;
  /** After the separator and any spaces. */
  readonly valueAt: number;
}

/** Matches `key:` but not `https://`; up to two spaces may precede the colon. */
const KEYED = /(?<![^\s,;])(\p{L}[\p{L}_-]{0,29})( {0,2})([:：=])(?!\/\/)/gu;
const TIME_FOLLOWS =
  /^\s+(?=["'“„]?(?:(?!(?!0\d{3}(?!\d))\d{4,}(?![\d.:/-]))\d|(?:vor|letzte[mnr]?|vergangene[mnr]|last|heute|gestern|vorgestern|today|yesterday|now|jetzt|an? (?:hour|day|week)|eine[rm]? |mon?tag|mo|dienstag|di|mittwoch|mi|donnerstag|do|freitag|fr|samstag|sa|sonntag|so|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?![\p{L}\d])))/iu;
const BARE =
  /(?<![^\s,;])(since|until|seit|ab|vo[nm]|bis|from|(?<!\bday\s)(?:after|before)|to|rate|types|reason|ticket|org|config)(?=\s)/gi;
const WORD_FOLLOWS: Readonly<Partial<Record<Keyword, RegExp>>> = {
  rate: /^\s+(?=\d)/,
  types: /^\s+(?=["“„]?(?:on_)?[a-z]+_)/i,
};

/** Finds the keys of a line: those that end a value, and those that begin an option without a colon. */
export interface KeysInLine {
  /** The key that starts at `start`. Calls must not go backwards. */
  at(start: number): Key | undefined;
  /**
   * Where the value that starts at `start` ends: at the next key. In free text only an unmistakable key
   * ends the value.
   */
  endOfValue(start: number, isText: boolean): number;
}

/** Which keywords begin an option without a colon. */
export type BareKeys = 'all' | 'times';

/** Finds every key of a line in one pass. */
export function keysIn(text: string, bare: BareKeys): KeysInLine {
  const keyed = [...text.matchAll(KEYED)].map((match) => keyOf(text, match));
  const known = new Set(keyed.map(({ start }) => start));
  const alone = [...text.matchAll(BARE)]
    .filter(({ index }) => !known.has(index))
    .map((match) => bareKey(text, match, bare))
    .filter((key) => key !== undefined);
  const all = [...keyed, ...alone].sort((one, other) => one.start - other.start);
  const strong = all.filter((key) => endsText(text, key));
  const next = { weak: firstFrom(all), strong: firstFrom(strong), here: firstFrom(all) };
  return {
    at(start) {
      const key = next.here(start);
      return key?.start === start ? key : undefined;
    },
    endOfValue: (start, isText) =>
      (isText ? next.strong(start) : next.weak(start))?.start ?? text.length,
  };
}

function keyOf(text: string, match: RegExpExecArray): Key {
  const [all, key = '', , separator = ''] = match;
  const end = match.index + all.length;
  return {
    key,
    keyword: keywordOf(key),
    separator,
    start: match.index,
    valueAt: spaceEnd(text, end),
  };
}

function bareKey(text: string, match: RegExpExecArray, bare: BareKeys): Key | undefined {
  const [key = ''] = match;
  const keyword = keywordOf(key);
  const end = match.index + key.length;
  if (keyword === undefined) return undefined;
  const isTime = keyword === 'since' || keyword === 'until';
  const follows = isTime ? TIME_FOLLOWS : (WORD_FOLLOWS[keyword] ?? /^\s+(?=\S)/);
  if (!isTime && bare === 'times') return undefined;
  if (!follows.test(text.slice(end, end + 30))) return undefined;
  return { key, keyword, separator: '', start: match.index, valueAt: spaceEnd(text, end) };
}

/**
 * Whether a key ends free text: only if it is hardly part of the text, as `siehe:` and `from: Anna` may be. At the
 * start of a line of its own, as in a list of fields, it needs no more.
 */
function endsText(text: string, { key, keyword, separator, start, valueAt }: Key): boolean {
  // doo's own field names are hardly part of a text.
  if (separator === '=') return key.includes('_') && (keyword !== undefined || isEventKey(key));
  if (separator === '') return false;
  if (keyword !== undefined && isPlainKeyword(key)) return true;
  const isOwnLine = /\n[ *•-]{0,4}$/.test(text.slice(Math.max(0, start - 5), start));
  const isTime = keyword === 'since' || keyword === 'until';
  const isGlued = text.charAt(valueAt - 1) === separator || (isOwnLine && !isTime);
  if (isEventKey(key) || (isOwnLine && resourceOf(key) !== undefined))
    return isGlued && /\d/.test(text.charAt(valueAt));
  return keyword !== undefined && isGlued;
}

function spaceEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && /\s/.test(text.charAt(end))) end += 1;
  return end;
}

/** Finds the first key at or after a position. Positions must not decrease between calls. */
function firstFrom(keys: readonly Key[]): (start: number) => Key | undefined {
  let index = 0;
  return (start) => {
    while ((keys[index]?.start ?? start) < start) index += 1;
    return keys[index];
  };
}
