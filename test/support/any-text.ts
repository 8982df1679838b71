import fc from 'fast-check';

const codeUnit = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
  )
  .map((code) => String.fromCharCode(code));

/** Any text at all, including control characters and unpaired surrogates. */
export const anyText = oncePerLength((maxLength) =>
  fc.string({ unit: codeUnit, maxLength, size: 'max' }),
);

const hostileUnit = fc.constantFrom(
  ...'&<>*_~`"\\|@!#ab ',
  '\n',
  '\u202e',
  '\u200f',
  '\ud83d\ude00',
  '<!channel>',
  '<@U0INJECTED>',
  'https://evil.example/',
);

/** Text that tries to break out of its context, and text that grows when escaped. */
export const hostileText = oncePerLength((maxLength) =>
  fc.oneof(
    anyText(maxLength),
    fc.string({ unit: hostileUnit, maxLength }),
    fc.constantFrom('&', '<', '"', '*').map((character) => character.repeat(maxLength)),
  ),
);

/** Creating an arbitrary is slower than generating a value, and some are created for every value. */
function oncePerLength(
  make: (maxLength: number) => fc.Arbitrary<string>,
): (maxLength?: number) => fc.Arbitrary<string> {
  const made = new Map<number, fc.Arbitrary<string>>();
  return (maxLength = 100) => {
    const known = made.get(maxLength) ?? make(maxLength);
    made.set(maxLength, known);
    return known;
  };
}
