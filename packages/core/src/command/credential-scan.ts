const HEADER =
  /\b(?:authorization|(?:x[-_ ]?)?api[-_ ]?key|(?:access|refresh)[-_ ]?token|client[-_ ]?secret)["']?\s{0,3}[:=]|\bbearer\s{1,3}\S{6}/i;
const WORD = /[A-Za-z0-9._~+/=-]{20,}/g;
/** A letter next to a digit: frequent in random strings, rare in names, even in those with a year. */
const MIXED = /[A-Za-z][0-9]|[0-9][A-Za-z]/g;
const SIGNED_TOKEN = /\beyJ[\w-]{8,}/;

/** A header whose value is a secret, including that value. */
export const SECRET_HEADER =
  /^\s*(?:authorization|cookie|[\w-]*(?:key|token|secret)[\w-]*)\s*[:=]\s*([\s\S]*)$/i;
/** A header with a variable or placeholder where the secret would be. */
const NAMED_VARIABLE =
  /(?:authorization|api[-_ ]?key|token|secret)["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:bearer|basic)\s+)?(?:\$\{?[A-Za-z_][\w:]*\}?|%\w+%|\{\{[^{}]{0,40}\}\}|<[^<>]{0,40}>)/gi;
/** An ID that could pass for a token, where doo's ID is expected. */
const CONFIGURATION_ID =
  /\b(?:config|webhook_configuration)\w{0,12}\\?["']{0,2}\s?[:=]\s?\\?["']{0,2}[\w-]{1,75}/gi;

/** Removes what looks like a secret but is not. */
export function withoutKnownIds(line: string): string {
  return line.replace(CONFIGURATION_ID, '').replace(NAMED_VARIABLE, '');
}

/** Advice to revoke a token that was in a command line. */
export const REVOKE =
  'Slack has already received the line: have the token revoked in doo, and the API key replaced.';

/**
 * The error for a line that cannot be read and may hold a credential. Nothing of such a line is ever shown.
 */
export const HELD_CREDENTIAL = `The line holds what looks like an access token or an API key. It was dropped: it is neither shown nor kept. ${REVOKE}`;

/**
 * Whether a text may hold a token or key: it names one, or it has a long word of mixed letters and digits
 * that is not a URL. Deliberately broad.
 */
export function mayHoldCredential(text: string): boolean {
  return HEADER.test(text) || text.split(/\s+/).some(hasSecretWord);
}

/** Whether free text, bound for a card, certainly holds a token. */
export function holdsToken(text: string): boolean {
  return SIGNED_TOKEN.test(text) || (HEADER.test(text) && text.split(/\s+/).some(hasSecretWord));
}

function hasSecretWord(word: string): boolean {
  if (/^https?:\/\/|^[a-z]+:https?:\/\//i.test(word)) return false;
  return (word.match(WORD) ?? []).some((it) => (it.match(MIXED) ?? []).length >= 2);
}
