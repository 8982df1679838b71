import fc from 'fast-check';

const codeUnit = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
  )
  .map((code) => String.fromCharCode(code));

/** Any text at all: control characters and halves of characters too. */
export const anyText = (maxLength = 100): fc.Arbitrary<string> =>
  fc.string({ unit: codeUnit, maxLength, size: 'max' });

/** Text that tries to break out of wherever it is shown, and text that escaping makes long. */
export const hostileText = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    anyText(maxLength),
    fc.string({
      unit: fc.constantFrom(
        ...'&<>*_~`"\\|@!#ab ',
        '\n',
        '\u202e',
        '\u200f',
        '\ud83d\ude00',
        '<!channel>',
        '<@U0INJECTED>',
        'https://evil.example/',
      ),
      maxLength,
    }),
    fc.constantFrom('&', '<', '"', '*').map((character) => character.repeat(maxLength)),
  );
