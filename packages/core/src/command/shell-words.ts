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

/**
 * The words of a line that was written for a shell: quotation marks straight or as phones and word
 * processors make them, backslashes, and line ends after a backslash (or `^`) that may have become
 * spaces on the way. Nothing is expanded.
 * @returns `undefined` when a quotation mark is not closed
 */
export function shellWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    const mark = QUOTES[character];
    if (quote !== undefined) {
      if (mark === quote && (character === quote || closes(line, at))) quote = undefined;
      else if (character === '\\' && quote === '"' && (next === '"' || next === '\\')) {
        word = (word ?? '') + next;
        at += 1;
      } else word = (word ?? '') + character;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (/[\\^]/.test(character) && (next === '' || /\s/.test(next))) {
      at += 1;
    } else if (character === '\\') {
      word = (word ?? '') + next;
      at += 1;
    } else if (character === '$' && next === "'" && word === undefined) {
      word = '';
    } else if (mark !== undefined) {
      quote = mark;
      word ??= '';
    } else word = (word ?? '') + character;
  }
  if (quote !== undefined) return undefined;
  return word === undefined ? words : [...words, word];
}

/** A curly mark may also stand inside the text that curly marks enclose: it closes at the end of a word. */
function closes(line: string, at: number): boolean {
  return /^[\s\\]?$/.test(line.charAt(at + 1));
}
