import { trimmed } from './chat-text.ts';
import { type BareKeys, type Key, type KeysInLine, keysIn } from './keys-in-line.ts';
import { isFreeText, type Keyword } from './keywords.ts';

/** One word of a command line; `raw` is its exact text. */
export type Word =
  | { readonly kind: 'plain'; readonly text: string; readonly raw: string }
  | { readonly kind: 'quoted'; readonly text: string; readonly raw: string }
  | OptionWord
  | { readonly kind: 'mention'; readonly userId: string; readonly raw: string }
  /** An unclosed quotation mark and everything after it. */
  | { readonly kind: 'unclosed'; readonly keyword?: Keyword | undefined; readonly raw: string };

export interface OptionWord {
  readonly kind: 'option';
  readonly key: string;
  readonly keyword: Keyword | undefined;
  /** Everything up to the next option, or to the closing quotation mark. */
  readonly value: string;
  readonly isQuoted: boolean;
  /** The text between the closing quotation mark and the next option. */
  readonly behind: string;
  readonly raw: string;
}

const SPACE = /\s*/y;
/** A non-breaking space between digits may be part of a number. */
const PLAIN = /(?:\S|(?<=\d)[\u00a0\u2000-\u200a\u202f\u205f](?=\d))+/y;
const MENTION = /<@([UW][A-Z0-9]{2,63})(?:\|[^<>\n]*)?>/y;
const DOUBLE_QUOTES = '"“”„‟«»＂';
const SINGLE_QUOTES = "'‘’‚‛‹›";

/**
 * Splits a command line into words: `key:value`, where the value extends to the next option,
 * `key:"a value"`, quoted text, mentions and the rest. Accepts straight quotation marks and those that
 * phones substitute; an apostrophe inside a word is not a quotation mark. Runs in linear time.
 */
export function splitWords(text: string, bare: BareKeys = 'times'): readonly Word[] {
  const words: Word[] = [];
  const line = { text, quoteAt: quotesOf(text), keys: keysIn(text, bare) };
  let at = endOf(SPACE, text, 0);
  while (at < text.length) {
    const [word, end] = wordAt(line, at);
    words.push(word);
    at = endOf(SPACE, text, end);
  }
  return words;
}

interface Line {
  readonly text: string;
  readonly quoteAt: QuoteAt;
  readonly keys: KeysInLine;
}

function wordAt(line: Line, start: number): [Word, number] {
  const { text, quoteAt, keys } = line;
  const mention = match(MENTION, text, start);
  if (mention?.[1] !== undefined)
    return [{ kind: 'mention', userId: mention[1], raw: mention[0] }, start + mention[0].length];
  const key = keys.at(start);
  if (key !== undefined) return optionAt(line, key);
  const quote = quoteAt(start);
  if (quote === undefined) {
    const end = Math.max(endOf(PLAIN, text, start), start + 1);
    const raw = text.slice(start, end);
    return [{ kind: 'plain', text: raw, raw }, end];
  }
  const raw = text.slice(start, quote.end);
  if (quote.value === undefined) return [{ kind: 'unclosed', raw }, quote.end];
  return [{ kind: 'quoted', text: quote.value, raw }, quote.end];
}

function optionAt({ text, quoteAt, keys }: Line, found: Key): [Word, number] {
  const { key, keyword, start, valueAt } = found;
  const isText = keyword !== undefined && isFreeText(keyword);
  const quote = valueAt < text.length ? quoteAt(valueAt) : undefined;
  const isUnclosed = quote !== undefined && quote.value === undefined;
  const from = isUnclosed ? valueAt : (quote?.end ?? valueAt);
  const end = keys.endOfValue(from, isText);
  const raw = text.slice(start, end);
  // Before an option, an unclosed mark is ambiguous: the option may be part of the quoted text.
  if (isUnclosed && end < text.length)
    return [{ kind: 'unclosed', keyword, raw: text.slice(start) }, text.length];
  const rest = trimmed(text.slice(from, end), /[\s,;]/);
  if (isUnclosed)
    return [
      {
        kind: 'option',
        key,
        keyword,
        value: rest.slice(1).trim(),
        isQuoted: false,
        behind: '',
        raw,
      },
      end,
    ];
  const [value, behind] = quote === undefined ? [rest, ''] : [quote.value ?? '', rest];
  return [{ kind: 'option', key, keyword, value, isQuoted: quote !== undefined, behind, raw }, end];
}

/** A quoted text and where it ends; `value` is absent if the mark is not closed. */
type QuoteAt = (start: number) => { readonly value?: string; readonly end: number } | undefined;

/**
 * Finds the quoted text that starts at a position. It closes at the first mark of its kind before a space,
 * a separator or the end, otherwise at the first mark of its kind. An unclosed single mark is an
 * apostrophe. Positions must not decrease between calls.
 */
function quotesOf(text: string): QuoteAt {
  const double = marksIn(text, DOUBLE_QUOTES);
  const single = marksIn(text, SINGLE_QUOTES);
  return (start) => {
    const isDouble = DOUBLE_QUOTES.includes(text.charAt(start));
    if (!isDouble && !SINGLE_QUOTES.includes(text.charAt(start))) return undefined;
    const marks = isDouble ? double : single;
    const at = marks.closing(start) ?? marks.any(start);
    if (at !== undefined) return closed(text, start, at);
    return isDouble ? { end: text.length } : undefined;
  };
}

/** Finds the next mark of a kind, ignoring escaped ones. */
function marksIn(text: string, marks: string) {
  const any: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (marks.includes(text.charAt(at))) any.push(at);
  }
  const closing = any.filter((at) => /^[\s,;]?$/.test(text.charAt(at + 1)));
  return { any: firstBehind(any), closing: firstBehind(closing) };
}

/** Finds the first of ascending positions after a given one. Arguments must not decrease between calls. */
function firstBehind(places: readonly number[]): (start: number) => number | undefined {
  let index = 0;
  return (start) => {
    while ((places[index] ?? start + 1) <= start) index += 1;
    return places[index];
  };
}

function closed(text: string, start: number, at: number): { value: string; end: number } {
  const value = text.slice(start + 1, at).replace(/\\(["'\\“”„‘’])/g, '$1');
  return { value, end: at + 1 };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function endOf(pattern: RegExp, text: string, at: number): number {
  return match(pattern, text, at) === null ? at : pattern.lastIndex;
}
