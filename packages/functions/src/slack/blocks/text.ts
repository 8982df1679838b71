/** Text that a person or doo wrote, made harmless in mrkdwn (Slack docs: Formatting text). */
export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/**
 * One line of foreign text: control characters and direction marks become spaces, formatting
 * characters lose their meaning, and what is longer than `maxChars` is cut with an ellipsis.
 */
export function foreign(text: string, maxChars: number): string {
  return escapeText(cut(plain(text), maxChars)).replace(/[*_~`]/g, (mark) => `${mark}\u200b`);
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

/** A user or user group as a mention. */
export function mention(id: string): string {
  return id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`;
}

/** A time in the reader's own zone, with UTC where Slack cannot convert it. */
export function readerTime(timeMs: number): string {
  const utc = `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(timeMs / 1000)}^{date_short_pretty} {time}|${utc}>`;
}

/** `1 order`, `412 orders`. */
export function count(n: number, singular: string, plural: string): string {
  return `${n} ${n === 1 ? singular : plural}`;
}

function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
