/** Marks where a text was truncated. */
export const ELLIPSIS = '…';

/**
 * Invisible characters: they come along when people paste, and split or corrupt words. U+202E stays,
 * because it reverses the digits after it: without it they would read differently from what was seen.
 */
const UNSEEN = /(?!\u202e)\p{Default_Ignorable_Code_Point}/gu;
/** Non-breaking hyphens and other dashes that programs substitute. */
const HYPHENS = /[‐‑‒–−﹣－]/g;
/** Non-breaking spaces and spaces of other widths. */
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

/** Removes invisible characters. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}

/**
 * Normalizes text meant for machines (IDs, ticket numbers): removes invisible characters and surrounding
 * space, and replaces typographic hyphens and spaces with those of a keyboard.
 */
export function cleanText(text: string): string {
  return withoutUnseen(text).replace(HYPHENS, '-').replace(SPACES, ' ').trim();
}

/** Whether a text shows anything: a letter, a digit, a symbol. Some Unicode letters are blank. */
export function isVisible(text: string): boolean {
  return withoutUnseen(text).replace(/[\s\u2800\u202e\ufff9-\ufffb\u{1d159}\p{Cc}]/gu, '') !== '';
}

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ä: 'ae', ö: 'oe', ü: 'ue' };

/**
 * Folds a name for comparison: ignores case, width and Unicode composition, and treats umlauts and their
 * spellings alike (`Zürich`, `ZUERICH`).
 */
export function foldName(text: string): string {
  return cleanText(text.normalize('NFKC'))
    .toLowerCase()
    .normalize('NFC')
    .replace(/[ßäöü]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/\s+/g, ' ');
}
