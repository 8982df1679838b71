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
 * The words of a line that was written for a shell: quotation marks straight or as phones and word
 * processors make them, `$'text'`, the backslashes, carets, backticks and doubled marks of bash, cmd and
 * PowerShell, and line ends that may have become spaces on the way. Nothing is expanded.
 * @returns `undefined` when a quotation mark is not closed
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
  /** The class of the mark that it began with. */
  readonly mark: string;
  readonly character: string;
  /** `$'text'` */
  readonly hasEscapes: boolean;
}

/** What one character within quotation marks is, how many more it takes, and whether it ends them. */
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
  // cmd doubles a mark within marks: clear in JSON, where nothing else stands beside each other so.
  if (character === '"' && next === '"' && opened === '"' && /^\s*[{[]/.test(word.slice(0, 20)))
    return ['"', 1, false];
  const isEnd = character === mark || closes(text, at);
  return isEnd ? ['', 0, true] : [character, 0, false];
}

/** A curly mark may also stand inside the text that curly marks enclose: it closes at the end of a word. */
function closes(text: string, at: number): boolean {
  return /^[\s\\]?$/.test(text.charAt(at + 1));
}

/** The line of a Windows prompt, whose carets stand before every character that it would read. */
function withoutCarets(line: string): string {
  return /\^["{}^]/.test(line) ? line.replace(/\^\s+/g, ' ').replace(/\^([^\s])/g, '$1') : line;
}
