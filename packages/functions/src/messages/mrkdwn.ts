/**
 * Text with parts that a person or doo wrote, made harmless in mrkdwn (Slack docs: Formatting
 * text): lines stay, other control characters and direction marks become spaces.
 */
export function escapeText(text: string): string {
  return escaped(text.toWellFormed().replace(UNSHOWN, (run) => run.replace(/[^\n]+/g, ' ')));
}

/**
 * One line of foreign text: control characters and direction marks become spaces, formatting
 * characters lose their meaning, and what is longer than `maxChars` is cut with an ellipsis.
 * @returns at most a fifth more than `maxChars` characters: what escaping would make longer is cut
 */
export function foreign(text: string, maxChars: number): string {
  const shown = cut(plain(text), maxChars);
  const limit = Math.floor(maxChars * 1.2);
  const harmless = Array.from(shown).map(harmlessCharacter);
  if (lengthOf(harmless) <= limit) return harmless.join('');
  let length = 0;
  const kept = harmless.filter((character) => {
    length += character.length;
    return length < limit;
  });
  return `${kept.join('')}…`;
}

/** Foreign text of few printable characters, shown whole: nothing is cut, whatever escaping adds. */
export function exact(text: string): string {
  return Array.from(text).map(harmlessCharacter).join('');
}

/** Foreign text for a plain_text element: one line, harmless characters, cut to `maxChars`. */
export function plainForeign(text: string, maxChars: number): string {
  return cut(plain(text), maxChars);
}

/** `text`, or its first `maxChars` - 1 characters and an ellipsis; never half a character. */
export function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** `text`, or an ellipsis and its last `maxChars` - 1 characters: of a host, the end says whose it is. */
export function cutStart(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `…${text.slice(1 - maxChars).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/** The same of mrkdwn that is harmless: nothing of it is cut in half, neither a mention nor a date. */
export function cutMarkup(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const kept = text.slice(0, maxChars - 1);
  return `${kept.replace(/[\uD800-\uDBFF]$/, '').replace(/<[^<>]*$|&[a-z]{0,3}$/, '')}…`;
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

/** A user or user group as a mention; what is no id is shown as the text that it is. */
export function mention(id: string): string {
  if (!/^[UWS][A-Z0-9]{1,63}$/.test(id)) return foreign(id, 64);
  return id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`;
}

/** The last minute that every reader of a date still understands. */
const LATEST_MS = Date.UTC(9999, 11, 31);

/** A time in the reader's own zone, with UTC where Slack cannot convert it. */
export function readerTime(timeMs: number): string {
  const shownMs = Math.min(timeMs, LATEST_MS);
  const utc = `${new Date(shownMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(shownMs / 1000)}^{date_short_pretty} {time}|${utc}>`;
}

/** `1 order`, `412 orders`. */
export function count(n: number, singular: string, plural: string): string {
  return `${n} ${n === 1 ? singular : plural}`;
}

/** Control characters, line and paragraph ends, and marks that turn the direction of text around. */
const UNSHOWN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

function plain(text: string): string {
  return text.toWellFormed().replace(UNSHOWN, ' ').trim();
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/**
 * A formatting character loses its meaning by a space of no width behind it. Between letters or
 * digits it has none, so that names like `order_created` are copied as they are.
 */
function harmlessCharacter(character: string, index: number, all: readonly string[]): string {
  if (!/[*_~`]/.test(character)) return escaped(character);
  const isInside = character !== '`' && isWord(all[index - 1]) && isWord(all[index + 1]);
  return isInside ? character : `${character}\u200b`;
}

function isWord(character: string | undefined): boolean {
  return /^[A-Za-z0-9]$/.test(character ?? '');
}

function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
