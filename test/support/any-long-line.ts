import fc from 'fast-check';
import { anyText } from './any-text.ts';

/** The longest message that a chat client accepts. */
const LONG_LINE_CHARS = 4_000;

/** Beginnings of lines of each kind, some with parts left open. */
const BEGINNINGS = [
  '',
  'orders 41231 ',
  'orders reason:"',
  'types:',
  'since:',
  'history ',
  'history org:"',
  'histroy ',
  'export ',
  'export since:',
  'curl ',
  `curl -d '{`,
  'curl -d "{',
  `curl https://rest.doo.net/v1/webhooks/init/orders -d '{"event_id":"`,
];

/** Everything that any part of the grammar looks for: words, prefixes of words, and punctuation. */
const FRAGMENTS = [
  ...[
    'orders',
    '41231',
    '1',
    '1-3',
    'please',
    '41231,',
    'ids:1',
    'orders:41231',
    '?event_id=',
    '/events/',
  ],
  ...['since:9:30', 'since:2h', 'since:"9:30"', 'since=9:30', 'since:', 'until:2026-10-25T02:30'],
  ...['since:2026-03-29T02:30', 'since:2026-02-31', 'since:1mo', 'last:1', '1h', '1 minute', '9'],
  ...[
    'types:order_created',
    'types:a,',
    'rate:1',
    'rate=1',
    'rate 1',
    'raet:1',
    'a:',
    'a:b',
    'ab=',
    ':',
  ],
  ...[
    'reason:"x"',
    'reason:x',
    'reason:"',
    'org:a',
    'org:"a',
    'ticket:SUP-1',
    'SUP-1',
    'person',
    'tickets',
  ],
  ...[
    '"',
    '“',
    "'",
    '"a',
    '"a"',
    "it's",
    "'a'",
    '\\',
    '\\"',
    '`',
    ',',
    ';',
    '(',
    '•',
    '|',
    '-',
    '$',
  ],
  ...[
    '<@U0ANNA|anna>',
    '<@U',
    '<a:',
    '<https://a|',
    '<',
    '&lt;',
    '&',
    '@',
    '\u200b',
    ' ',
    '\n',
    '\ud83d',
  ],
  ...[
    'curl',
    '-H',
    '--data',
    '-d',
    '{',
    '[',
    '{"a":',
    'https://rest.doo.net/v1/webhooks/init/orders',
  ],
  ...['seit ', 'von:', 'bis 1', '20.11.', 'gestern ', 'since:20.11. 14:30 ', 'a : ', 'reason:a b '],
  ...['41,231', '1,', '1\u00a0', '20.11.2026 14:30 ', 'zwei Stunden ', 'ids:1 ', 'config:'],
  ...['<<EOF ', '<<<', '^"', '`"', "$'", '@{', '""', '{""', 'event_id=1&', '-sSd', '"a":1,', '$A'],
  ...['eyJ', 'a1b2', 'bearer ', 'authorization: ', 'api_key', 'x-', '=', '0'],
];

const fragment = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...FRAGMENTS) },
  { weight: 1, arbitrary: anyText(4) },
);
const separator = fc.constantFrom('', ' ');

/** One to four fragments repeated, with a new number each time if they contain one. */
const repeated = fc
  .tuple(fc.array(fragment, { minLength: 1, maxLength: 4 }), separator, fc.boolean())
  .map(([parts, between, isCounted]) => {
    const unit = parts.map((part) => part + between).join('');
    const times = Math.ceil(LONG_LINE_CHARS / Math.max(unit.length, 1));
    return Array.from({ length: times }, (_, nth) =>
      isCounted ? `${unit}${nth}${between}` : unit,
    );
  })
  .map((units) => units.join(''));

/** The longest lines, of one shape from start to end. */
export const anyLongLine: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...BEGINNINGS), repeated)
  .map(([beginning, text]) => (beginning + text).slice(0, LONG_LINE_CHARS));

/** Every fourth beginning before each repeated fragment, and a line that once took 5 s. */
export const longLines: readonly string[] = [
  longLine('history ', 'since:9:30 '),
  ...FRAGMENTS.flatMap((part) => [part, `${part} `]).flatMap((part, nth) =>
    BEGINNINGS.filter((_, index) => (index + nth) % 4 === 0).map((start) => longLine(start, part)),
  ),
];

function longLine(beginning: string, part: string): string {
  return (beginning + part.repeat(LONG_LINE_CHARS)).slice(0, LONG_LINE_CHARS);
}
