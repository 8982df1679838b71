import { eventIdOf } from '../repush/event-ids.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };
/**
 * Invisible characters that come along when people paste. U+202E stays: it visibly reverses the text after
 * it.
 */
const INVISIBLE =
  /\u00ad|\u034f|[\u061c\u180e\u200b\u200e\u200f\u202a-\u202d\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
/** Joiners and variation selectors with nothing to join. Emoji need them, plain words do not. */
const JOINERS = /(?<=^|[\n -~])(?:\u200c|\u200d|[\ufe00-\ufe0f])+/g;
const CONTROL = /[\p{Cc}]/gu;
const LINK = /<([a-z][a-z0-9+.-]{1,20}:[^<>|\s]+)(?:\|([^<>]*))?>/gi;
const REFERENCE = /<([@#!])([^<>|\s]+)(?:\|([^<>]*))?>/g;

/**
 * Restores a command line as the person typed it: unwraps the links that a chat client makes, decodes
 * `&amp;`, `&lt;` and `&gt;`, and removes invisible characters, unpaired surrogates and backticks around
 * the whole. Mentions (`<@U…|name>`), line breaks and tabs stay.
 */
export function typedText(text: string): string {
  const typed = text
    .toWellFormed()
    .replace(LINK, (_, address: string, label = '', at: number) =>
      linkText(address, label, text.slice(Math.max(0, at - 12), at)),
    )
    .replace(/&(amp|lt|gt);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(INVISIBLE, '')
    .replace(JOINERS, '')
    .replace(CONTROL, (character) => (/[\n\t]/.test(character) ? character : ' '));
  return trimmed(typed, /[\s`]/, /[\s`\u202e]/);
}

/**
 * Removes the characters that match `pattern` from the start, and those that match `atEnd` from the end.
 */
export function trimmed(text: string, pattern: RegExp, atEnd = pattern): string {
  let start = 0;
  let end = text.length;
  while (start < end && pattern.test(text.charAt(start))) start += 1;
  while (end > start && atEnd.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Replaces the mentions in a free text by what a person reads: `@name`, `#channel`. */
export function withoutMentions(text: string): string {
  return text.replace(REFERENCE, (_, sign: string, id: string, label?: string) => {
    const name = label || id;
    return /^[@#]/.test(name) ? name : `${sign === '#' ? '#' : '@'}${name}`;
  });
}

/** URLs that carry a value for the form: of an event, or of doo's init call. */
const MEANT_ADDRESS = /\/events\/\d|[?&]event_id=|\/webhooks\/init\//;

/**
 * Restores a link as it was typed. A number, name or word that the chat client linked becomes plain text
 * again. A URL that a person linked is kept if it says more than its label.
 */
function linkText(address: string, label: string, before: string): string {
  const [scheme = '', rest = ''] = splitOnce(address, ':');
  const isAddress = /^https?$/i.test(scheme);
  if (label === '') return isAddress ? address : rest;
  if (!isAddress) return label;
  const typed = rest.replace(/^\/\//, '');
  if (typed === label || typed === `${label}/`) return label;
  const isMeant = MEANT_ADDRESS.test(address);
  const [id, shown] = [eventIdOf(address), eventIdOf(label)];
  if (id !== undefined && shown !== undefined && id !== shown) return `${shown}≠${id}`;
  return isMeant || /\bticket[:=]\s*$/i.test(before) ? address : label;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
