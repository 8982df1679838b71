const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };
/** Characters that show nothing and come along when people paste: they would split or spoil words. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const CONTROL = /[\p{Cc}]/gu;
const LINK = /<([a-z][a-z0-9+.-]{1,20}:[^<>|\s]+)(?:\|([^<>]*))?>/gi;
const REFERENCE = /<([@#!])([^<>|\s]+)(?:\|([^<>]*))?>/g;

/**
 * A command line as the person typed it: links out of the brackets that a chat client puts around
 * them, `&amp;`, `&lt;` and `&gt;` as characters, nothing invisible, no halves of characters, no
 * backticks around the whole. Mentions (`<@U…|name>`) and line ends stay.
 */
export function typedText(text: string): string {
  const typed = text
    .toWellFormed()
    .replace(LINK, (_, address: string, label?: string) => linkText(address, label))
    .replace(/&(amp|lt|gt);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(INVISIBLE, '')
    .replace(CONTROL, (character) => (character === '\n' ? character : ' '));
  return trimmed(typed, /[\s`]/);
}

/** A text without the characters that `pattern` matches at both its ends. */
export function trimmed(text: string, pattern: RegExp): string {
  let start = 0;
  let end = text.length;
  while (start < end && pattern.test(text.charAt(start))) start += 1;
  while (end > start && pattern.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Free text with its mentions as a person reads them: `@name`, `#channel`. */
export function withoutMentions(text: string): string {
  return text.replace(REFERENCE, (_, sign: string, id: string, label?: string) => {
    const name = label || id;
    return /^[@#]/.test(name) ? name : `${sign === '#' ? '#' : '@'}${name}`;
  });
}

/** An address that the chat client made of typed text (`acme.com`) is that text again. */
function linkText(address: string, label: string | undefined): string {
  if (label === undefined || label === '') return address;
  const [scheme = '', rest = ''] = splitOnce(address, ':');
  const typed = /^https?$/i.test(scheme) ? rest.replace(/^\/\//, '') : rest;
  return typed === label || typed === `${label}/` ? label : address;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
