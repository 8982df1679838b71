const QUOTES: Readonly<Record<string, string>> = {
  "'": "'",
  '‘': "'",
  '’': "'",
  '‚': "'",
  '"': '"',
  '“': '"',
  '”': '"',
  '„': '"',
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/**
 * Splits a line that was written for a shell into words. Understands straight quotation marks and those
 * that phones and word processors substitute, `$'text'`, the escapes of bash, cmd and PowerShell
 * (backslashes, carets, backticks, doubled marks), and line ends that became spaces on the way. Expands
 * nothing.
 * @returns `undefined` if a quotation mark is not closed
 */
export function shellWords(line: string): readonly string[] | undefined {
  const text = withoutCarets(line);
  const words: string[] = [];
  let word: string | undefined;
  let quote: Quote | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (quote !== undefined) {
      const [taken, skipped, isClosed] = inQuotes(text, at, quote, word ?? '');
      word = (word ?? '') + taken;
      at += skipped;
      if (isClosed) quote = undefined;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (/[\\^`]/.test(character) && (next === '' || /\s/.test(next))) {
      at += 1;
    } else if (character === '\\') {
      word = (word ?? '') + next;
      at += 1;
    } else if (character === '$' && next === "'" && word === undefined) {
      word = '';
      quote = { mark: "'", character: next, hasEscapes: true };
      at += 1;
    } else if (QUOTES[character] !== undefined) {
      quote = { mark: QUOTES[character], character, hasEscapes: false };
      word ??= '';
    } else word = (word ?? '') + character;
  }
  if (quote !== undefined) return undefined;
  return word === undefined ? words : [...words, word];
}

interface Quote {
  /** The kind of mark that opened it. */
  readonly mark: string;
  readonly character: string;
  /** `$'text'` */
  readonly hasEscapes: boolean;
}

/**
 * Interprets one character within quotation marks: what it stands for, how many more it consumes, and
 * whether it closes them.
 */
function inQuotes(
  text: string,
  at: number,
  { mark, character: opened, hasEscapes }: Quote,
  word: string,
): readonly [string, number, boolean] {
  const character = text.charAt(at);
  const next = text.charAt(at + 1);
  if (character === '\\' && hasEscapes) return [ESCAPES[next] ?? next, 1, false];
  const isEscape = character === '\\' || character === '`';
  if (isEscape && mark === '"' && (next === '"' || next === character)) return [next, 1, false];
  if (QUOTES[character] !== mark) return [character, 0, false];
  // cmd escapes a mark by doubling it. Only JSON makes that unambiguous: two adjacent marks mean nothing
  // else there.
  if (character === '"' && next === '"' && opened === '"' && /^\s*[{[]/.test(word.slice(0, 20)))
    return ['"', 1, false];
  const isEnd = character === mark || closes(text, at);
  return isEnd ? ['', 0, true] : [character, 0, false];
}

/**
 * A curly mark may also occur inside curly marks, as an apostrophe: it closes only at the end of a word.
 */
function closes(text: string, at: number): boolean {
  return /^[\s\\]?$/.test(text.charAt(at + 1));
}

/** Removes the carets of a Windows prompt, which escape every special character. */
function withoutCarets(line: string): string {
  return /\^["{}^]/.test(line) ? line.replace(/\^\s+/g, ' ').replace(/\^([^\s])/g, '$1') : line;
}
