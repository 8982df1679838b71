import { trimmed } from './chat-text.ts';
import { keywordOf } from './keywords.ts';

/** One word of a command line; `raw` is what stands in the line. */
export type Word =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'quoted'; readonly text: string; readonly raw: string }
  | {
      readonly kind: 'option';
      readonly key: string;
      /** As typed: a colon is right, an equals sign is nearly right. */
      readonly separator: string;
      readonly value: string;
      readonly isQuoted: boolean;
      readonly raw: string;
    }
  | { readonly kind: 'mention'; readonly userId: string; readonly raw: string }
  /** A quotation mark that nothing closes, and all that follows it. */
  | { readonly kind: 'unclosed'; readonly raw: string };

const SPACE = /\s*/y;
const PLAIN = /\S+/y;
/** `https://` is no option. */
const OPTION = /(\p{L}[\p{L}_-]{0,29})([:：=])(?!\/\/)/uy;
const MENTION = /<@([UW][A-Z0-9]{2,63})(?:\|[^<>\n]*)?>/y;
/** The one text with a space in it that is clear without quotation marks. */
const DATE_AND_TIME =
  /\d{4}[-‐‑‒–—−]\d{1,2}[-‐‑‒–—−]\d{1,2} {1,3}\d{1,2}:\d{2}(?::\d{2})?(?![^\s,;])/y;
const DOUBLE_QUOTES = '"“”„‟«»＂';
const SINGLE_QUOTES = "'‘’‚‛‹›";

/**
 * Splits a command line into words: `key:value`, `key:"a value"`, quoted text, mentions and the
 * rest. Quotation marks are straight or as phones type them; an apostrophe inside a word is none.
 * A space may follow the colon. Takes time in proportion to the text.
 */
export function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  const quoteAt = quotesOf(text);
  let at = endOf(SPACE, text, 0);
  while (at < text.length) {
    const [word, end] = wordAt(text, at, quoteAt);
    words.push(word);
    at = endOf(SPACE, text, end);
  }
  return words;
}

function wordAt(text: string, start: number, quoteAt: QuoteAt): [Word, number] {
  const mention = match(MENTION, text, start);
  if (mention?.[1] !== undefined)
    return [{ kind: 'mention', userId: mention[1], raw: mention[0] }, start + mention[0].length];
  const option = match(OPTION, text, start);
  if (option !== null) return optionAt(text, start, option, quoteAt);
  const quote = quoteAt(start);
  if (quote === undefined) {
    const end = endOf(PLAIN, text, start);
    return [{ kind: 'plain', text: text.slice(start, end) }, end];
  }
  const raw = text.slice(start, quote.end);
  if (quote.value === undefined) return [{ kind: 'unclosed', raw }, quote.end];
  return [{ kind: 'quoted', text: quote.value, raw }, quote.end];
}

function optionAt(
  text: string,
  start: number,
  [all, key = '', separator = '']: RegExpExecArray,
  quoteAt: QuoteAt,
): [Word, number] {
  const colon = start + all.length;
  const next = endOf(SPACE, text, colon);
  const valueAt = next > colon && match(OPTION, text, next) !== null ? colon : next;
  const quote = valueAt < text.length ? quoteAt(valueAt) : undefined;
  if (quote !== undefined) {
    const raw = text.slice(start, quote.end);
    if (quote.value === undefined) return [{ kind: 'unclosed', raw }, quote.end];
    return [{ kind: 'option', key, separator, value: quote.value, isQuoted: true, raw }, quote.end];
  }
  const plainEnd = endOf(PLAIN, text, valueAt);
  const isDate = keywordOf(key) === 'since' || keywordOf(key) === 'until';
  const dated = isDate ? match(DATE_AND_TIME, text, valueAt) : null;
  const end = dated === null ? plainEnd : DATE_AND_TIME.lastIndex;
  const value = trimmed(text.slice(valueAt, end), /[,;]/);
  return [
    { kind: 'option', key, separator, value, isQuoted: false, raw: text.slice(start, end) },
    end,
  ];
}

/** A quoted text, up to where it ends; without a value where nothing closes it. */
type QuoteAt = (start: number) => { readonly value?: string; readonly end: number } | undefined;

/**
 * The quoted text that starts at a place: closed by the first mark of its class that a space, a
 * separator or the end follows, else by the first one; an apostrophe that nothing closes is none.
 * Places are asked for from left to right.
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

/** The marks of a class behind a place, without those after a backslash. */
function marksIn(text: string, marks: string) {
  const any: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (marks.includes(text.charAt(at))) any.push(at);
  }
  const closing = any.filter((at) => /^[\s,;]?$/.test(text.charAt(at + 1)));
  return { any: firstBehind(any), closing: firstBehind(closing) };
}

/** Finds the first of ascending places behind one that is never less than the one before. */
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
