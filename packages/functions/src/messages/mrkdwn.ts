import { ELLIPSIS } from '@doo-repush/core/typed-text';
import { cut, plain, UNSHOWN } from '../runtime/text.ts';

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
  const limit = escapedLimit(maxChars);
  const harmless = Array.from(shown).map(harmlessCharacter);
  if (lengthOf(harmless) <= limit) return harmless.join('');
  let length = 0;
  const kept = harmless.filter((character) => {
    length += character.length;
    return length < limit;
  });
  return `${kept.join('')}${ELLIPSIS}`;
}

/** By how many characters a text is too long for `foreign` to show it as a whole; 0 where it is not. */
export function overLength(text: string, maxChars: number): number {
  const shown = plain(text);
  const harmless = lengthOf(Array.from(shown).map(harmlessCharacter));
  return Math.max(0, shown.length - maxChars, harmless - escapedLimit(maxChars));
}

function escapedLimit(maxChars: number): number {
  return Math.floor(maxChars * 1.2);
}

/** Foreign text of few printable characters, shown whole: nothing is cut, whatever escaping adds. */
export function exact(text: string): string {
  return Array.from(text).map(harmlessCharacter).join('');
}

/** A user or user group as a mention; what is no id is shown as the text that it is. */
export function mention(id: string): string {
  if (!/^[UWS][A-Z0-9]{1,63}$/.test(id)) return foreign(id, 64);
  return id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`;
}

/** Whom a setting names: it may also be one of the two words with which Slack mentions a whole channel. */
export function approverMention(setting: string): string {
  return setting === 'here' || setting === 'channel' ? `<!${setting}>` : mention(setting);
}

/** The last minute that every reader of a date still understands. */
const LATEST_MS = Date.UTC(9999, 11, 31);

/** A time in the reader's own zone, with UTC where Slack cannot convert it. */
export function readerTime(timeMs: number): string {
  return dateToken(timeMs, '{date_short_pretty} {time}', (utc) => `${utc} UTC`);
}

/** Its day alone. */
export function readerDay(timeMs: number): string {
  return dateToken(timeMs, '{date_short_pretty}', (utc) => utc.slice(0, 10));
}

/** Its time of day alone, behind a time of the same hours. */
export function readerClock(timeMs: number): string {
  return dateToken(timeMs, '{time}', (utc) => `${utc.slice(11)} UTC`);
}

function dateToken(timeMs: number, format: string, fallback: (utc: string) => string): string {
  const shownMs = Math.min(timeMs, LATEST_MS);
  const utc = new Date(shownMs).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(shownMs / 1000)}^${format}|${fallback(utc)}>`;
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

/** An https address of printable ASCII, without what ends a link in mrkdwn. */
const LINKABLE = /^https:\/\/[!-;=?-{}~]+$/;

/** `8C2F01` as a link to its card, where Slack gave one: only an https address is linked. */
export function cardLink(reference: string, link: string | undefined): string {
  const label = foreign(reference, 10) || 'its card';
  if (link === undefined || !LINKABLE.test(link)) return label;
  return `<${escapeText(link)}|${label}>`;
}
