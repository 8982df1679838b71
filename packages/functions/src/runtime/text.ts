import { ELLIPSIS } from '@doo-repush/core/typed-text';

/** Whether the end of a text was cut. */
export function isCut(text: string): boolean {
  return text.endsWith(ELLIPSIS);
}

/** Foreign text for a plain_text element: one line, harmless characters, cut to `maxChars`. */
export function plainForeign(text: string, maxChars: number): string {
  return cut(plain(text), maxChars);
}

/** `text`, or its first `maxChars` - 1 characters and an ellipsis; never half a character. */
export function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/, '')}${ELLIPSIS}`;
}

/** `text`, or an ellipsis and its last `maxChars` - 1 characters: of a host, the end says whose it is. */
export function cutStart(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${ELLIPSIS}${text.slice(1 - maxChars).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/** The same of mrkdwn that is harmless: nothing of it is cut in half, neither a mention nor a date. */
export function cutMarkup(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const kept = text.slice(0, maxChars - 1);
  return `${kept.replace(/[\uD800-\uDBFF]$/, '').replace(/<[^<>]*$|&[a-z]{0,3}$/, '')}${ELLIPSIS}`;
}

/** The same within `maxBytes` bytes of UTF-8. */
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
 * As many of `parts` as fit into `maxChars` characters, joined by `separator`, and how many more
 * there are, in the words of `more`.
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

/** Control characters, line and paragraph ends, and marks that turn the direction of text around. */
export const UNSHOWN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

export function plain(text: string): string {
  return text.toWellFormed().replace(UNSHOWN, ' ').trim();
}
