import { ELLIPSIS } from '@doo-repush/core/typed-text';

/** Whether a text was truncated at its end. */
export function isCut(text: string): boolean {
  return text.endsWith(ELLIPSIS);
}

/** Untrusted text for a plain_text element: one line, safe characters, at most `maxChars`. */
export function plainForeign(text: string, maxChars: number): string {
  return cut(plain(text), maxChars);
}

/** Truncates `text` to `maxChars`, including an ellipsis, without splitting a character. */
export function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/, '')}${ELLIPSIS}`;
}

/** Truncates the start of `text` to `maxChars`, including an ellipsis. A host’s end says whose it is. */
export function cutStart(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${ELLIPSIS}${text.slice(1 - maxChars).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/** Truncates safe mrkdwn without splitting a mention or a date. */
export function cutMarkup(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const kept = text.slice(0, maxChars - 1);
  return `${kept.replace(/[\uD800-\uDBFF]$/, '').replace(/<[^<>]*$|&[a-z]{0,3}$/, '')}${ELLIPSIS}`;
}

/** Truncates to `maxBytes` bytes of UTF-8. */
export function withinBytes(text: string, maxBytes: number): string {
  let maxChars = Math.min(text.length, maxBytes);
  let kept = cutMarkup(text, maxChars);
  while (Buffer.byteLength(kept) > maxBytes) {
    maxChars = Math.floor(maxChars * 0.9);
    kept = cutMarkup(text, maxChars);
  }
  return kept;
}

/**
 * Joins as many of `parts` with `separator` as fit into `maxChars`, followed by `more` for the remaining
 * number.
 */
export function fitted(
  parts: readonly string[],
  separator: string,
  maxChars: number,
  more: (left: number) => string,
): string {
  const all = parts.join(separator);
  if (all.length <= maxChars) return all;
  const shown: string[] = [];
  for (const part of parts) {
    const left = parts.length - shown.length - 1;
    if ([...shown, part, more(left)].join(separator).length > maxChars) break;
    shown.push(part);
  }
  return [...shown, more(parts.length - shown.length)].join(separator);
}

/** `1 order`, `412 orders`. */
export function count(n: number, singular: string, plural: string): string {
  return `${n} ${n === 1 ? singular : plural}`;
}

/** Control characters, line and paragraph separators, and directional formatting characters. */
export const UNSHOWN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

export function plain(text: string): string {
  return text.toWellFormed().replace(UNSHOWN, ' ').trim();
}
