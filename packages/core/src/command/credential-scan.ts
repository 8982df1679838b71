const HEADER =
  /\b(?:authorization|(?:x[-_ ]?)?api[-_ ]?key|(?:access|refresh)[-_ ]?token|client[-_ ]?secret)["']?\s{0,3}[:=]|\bbearer\s{1,3}\S{6}/i;
const WORD = /[A-Za-z0-9._~+/=-]{20,}/g;
/** A letter beside a digit: random words have many, names with a year in them have not. */
const MIXED = /[A-Za-z][0-9]|[0-9][A-Za-z]/g;
const SIGNED_TOKEN = /\beyJ[\w-]{8,}/;

/** A header whose value is a secret, with that value. */
export const SECRET_HEADER =
  /^\s*(?:authorization|cookie|[\w-]*(?:key|token|secret)[\w-]*)\s*[:=]\s*([\s\S]*)$/i;
/** A name with a variable or a placeholder in place of a secret. */
const NAMED_VARIABLE =
  /(?:authorization|api[-_ ]?key|token|secret)["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:bearer|basic)\s+)?(?:\$\{?[A-Za-z_][\w:]*\}?|%\w+%|\{\{[^{}]{0,40}\}\}|<[^<>]{0,40}>)/gi;
/** An id that may look like a token, in the place where an id of doo is expected. */
const CONFIGURATION_ID =
  /\b(?:config|webhook_configuration)\w{0,12}\\?["']{0,2}\s?[:=]\s?\\?["']{0,2}[\w-]{1,75}/gi;

/** A line without what looks like a secret and is none. */
export function withoutKnownIds(line: string): string {
  return line.replace(CONFIGURATION_ID, '').replace(NAMED_VARIABLE, '');
}

/** What to do about a token in a command line. */
export const REVOKE =
  'Slack has already received the line: have the token revoked in doo, and the API key replaced.';

/** Said of a line that cannot be read and may hold one. Nothing of such a line is shown again. */
export const HELD_CREDENTIAL = `The line holds what looks like an access token or an API key. It was dropped: it is neither shown nor kept. ${REVOKE}`;

/**
 * Whether a text may hold a token or a key: it gives one a name, or has a long word of mixed letters
 * and digits that is no address. Broad on purpose.
 */
export function mayHoldCredential(text: string): boolean {
  return HEADER.test(text) || text.split(/\s+/).some(hasSecretWord);
}

/** Whether free text that would stand on a card holds what is surely a token. */
export function holdsToken(text: string): boolean {
  return SIGNED_TOKEN.test(text) || (HEADER.test(text) && text.split(/\s+/).some(hasSecretWord));
}

function hasSecretWord(word: string): boolean {
  if (/^https?:\/\/|^[a-z]+:https?:\/\//i.test(word)) return false;
  return (word.match(WORD) ?? []).some((it) => (it.match(MIXED) ?? []).length >= 2);
}
