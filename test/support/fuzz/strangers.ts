import fc from 'fast-check';
import { anyText, hostileText } from '../any-text.ts';

/** Names with a special meaning for objects, and for the parsers of Slack's deliveries. */
const FIELD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'v',
  'c',
  'r',
  'e',
  'b',
  't',
  'o',
  'value',
  'selected_option',
  'type',
  'team',
  'team_id',
  'user',
  'id',
  'decision',
  'by',
  'reason',
] as const;

const fieldName = fc.oneof(fc.constantFrom(...FIELD_NAMES), anyText(20));

/** Any JSON value, often with the field names that we use. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -0, 1, 1e308, ''),
    hostileText(60),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fieldName, tie('value')), { maxLength: 5 })
      // Defines __proto__ as an own field too, like JSON.parse.
      .map((fields) => JSON.parse(`{${fields.map(asField).join(',')}}`) as unknown),
  ),
})).value;

function asField([name, value]: readonly [string, unknown]): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}

/** Texts that are JSON, almost JSON, or neither. */
export const anyJsonText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: anyJson.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: anyText(200) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(anyJson, fc.nat(), anyText(3))
      .map(([value, at, inserted]) => insertedInto(JSON.stringify(value), at, inserted)),
  },
  fc.integer({ min: 0, max: 20_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
);

/** Inserts something into `text` at a position, or cuts it there if there is nothing to insert. */
export function insertedInto(text: string, at: number, inserted: string): string {
  const index = at % (text.length + 1);
  return inserted === ''
    ? text.slice(0, index)
    : `${text.slice(0, index)}${inserted}${text.slice(index)}`;
}
