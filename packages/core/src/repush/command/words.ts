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
 * A space may follow the colon. Takes time in proportion to the text but for unclosed quotes.
 */
export function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let at = endOf(SPACE, text, 0);
  while (at < text.length) {
    const [word, end] = wordAt(text, at);
    words.push(word);
    at = endOf(SPACE, text, end);
  }
  return words;
}

function wordAt(text: string, start: number): [Word, number] {
  const mention = match(MENTION, text, start);
  if (mention?.[1] !== undefined)
    return [{ kind: 'mention', userId: mention[1], raw: mention[0] }, start + mention[0].length];
  const option = match(OPTION, text, start);
  if (option !== null) return optionAt(text, start, option);
  const quote = quoteAt(text, start);
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
): [Word, number] {
  const colon = start + all.length;
  const next = endOf(SPACE, text, colon);
  const valueAt = next > colon && match(OPTION, text, next) !== null ? colon : next;
  const quote = valueAt < text.length ? quoteAt(text, valueAt) : undefined;
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

/**
 * The quoted text that starts at `start`: closed by the first mark of its class that a space, a
 * separator or the end follows, else by the first one; an apostrophe that nothing closes is none.
 */
function quoteAt(text: string, start: number): { value?: string; end: number } | undefined {
  const opening = text.charAt(start);
  const isDouble = DOUBLE_QUOTES.includes(opening);
  if (!isDouble && !SINGLE_QUOTES.includes(opening)) return undefined;
  const marks = isDouble ? DOUBLE_QUOTES : SINGLE_QUOTES;
  let first: number | undefined;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (marks.includes(text.charAt(at))) {
      if (/^[\s,;]?$/.test(text.charAt(at + 1))) return closed(text, start, at);
      first ??= at;
    }
  }
  if (!isDouble) return undefined;
  return first === undefined ? { end: text.length } : closed(text, start, first);
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
