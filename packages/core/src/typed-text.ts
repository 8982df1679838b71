/** Stands where a text was cut. */
export const ELLIPSIS = '…';

/**
 * Characters that show nothing: they come along when people paste, and split or spoil words. U+202E is not
 * among them: it shows digits in reverse, so without it they would be read as others than were seen.
 */
const UNSEEN = /(?!\u202e)\p{Default_Ignorable_Code_Point}/gu;
/** Hyphens and minus signs that programs put in so that a line does not break there. */
const HYPHENS = /[‐‑‒–−﹣－]/g;
/** Spaces that programs put in so that a line does not break there, or of another width. */
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

/** The same text without characters that show nothing. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}

/**
 * What a person meant by text for machines (ids, numbers of tickets): nothing unseen, hyphens and
 * spaces as a keyboard has them, nothing around it.
 */
export function cleanText(text: string): string {
  return withoutUnseen(text).replace(HYPHENS, '-').replace(SPACES, ' ').trim();
}

/** Whether a text shows something: a letter, a digit, a sign. Some letters of Unicode are blank. */
export function isVisible(text: string): boolean {
  return withoutUnseen(text).replace(/[\s\u2800\u202e\p{Cc}]/gu, '') !== '';
}

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ä: 'ae', ö: 'oe', ü: 'ue' };

/**
 * A name as it is compared: however it is composed, in whatever case and width, with umlauts or
 * without (`Zürich`, `ZUERICH`).
 */
export function foldName(text: string): string {
  return cleanText(text.normalize('NFKC'))
    .toLowerCase()
    .normalize('NFC')
    .replace(/[ßäöü]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/\s+/g, ' ');
}
