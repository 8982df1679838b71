import { shellWords } from '@doo-repush/core/command/shell-words';
import { describe, expect, it } from 'vitest';

describe('shellWords', () => {
  it.each<[string, string, readonly string[]]>([
    ['words', '  curl  -X\tPOST \n', ['curl', '-X', 'POST']],
    ['nothing', '', []],
    ['an empty text', `-d ''`, ['-d', '']],
    ['texts that touch', `a'b c'"d e"f`, ['ab cd ef']],
    ['a mark of the other kind', `'a "b" c' "d 'e' f"`, ['a "b" c', `d 'e' f`]],
    ['a mark after a backslash in double marks', String.raw`"a \"b\" c"`, ['a "b" c']],
    ['a backslash after a backslash in double marks', String.raw`"a\\" b`, ['a\\', 'b']],
    ['a backslash before any other character in double marks', String.raw`"a\nb"`, ['a\\nb']],
    ['a backslash in single marks', String.raw`'a\"b'`, ['a\\"b']],
    ['a space after a backslash', String.raw`a\ b`, ['ab']],
    ['a mark after a backslash outside of marks', String.raw`a\'b c`, ["a'b", 'c']],
    ['a word that starts with a backslash', String.raw`\"a b`, ['"a', 'b']],
    ['a line end after a backslash', 'a \\\n b', ['a', 'b']],
    ['a word over two lines', 'init/or\\\nders', ['init/orders']],
    ['a line end of Windows', 'a ^\n b', ['a', 'b']],
    ['a caret in a word', 'a^b', ['a^b']],
    ['a backslash at the end', 'a \\', ['a']],
    ["a text in bash's own marks", `$'a b' c`, ['a b', 'c']],
    ['a dollar before single marks in a word', `a$'b c'`, ['a$b c']],
    ['a dollar before anything else', `$a "$b"`, ['$a', '$b']],
    ['curly marks', '‘a b’ “c d”', ['a b', 'c d']],
    ['a curly apostrophe in curly marks', '‘it doesn’t work’ b', ['it doesn’t work', 'b']],
    ['a curly mark at the end of a line', '’a b’\\\n c', ['a b', 'c']],
    ['a curly mark that a straight one closes', `“a b" c`, ['a b', 'c']],
  ])('splits %s: %s', (_, line, words) => {
    expect(shellWords(line)).toEqual(words);
  });

  it.each([`a 'b`, `a "b`, 'a “b', `a "b\\"`, `'`])('finds no end of %s', (line) => {
    expect(shellWords(line)).toBeUndefined();
  });
});
