import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const TOKENS = new URL(
  '../../../packages/sandbox/src/page/browser/styles/tokens.css',
  import.meta.url,
);
/** WCAG 2.2, 1.4.3 and 1.4.11, level AA. */
const FOR_TEXT = 4.5;
const FOR_EDGES = 3;

const [light = '', dark = ''] = readFileSync(TOKENS, 'utf8').split(
  '@media (prefers-color-scheme: dark)',
);

function colours(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['--ground', '--ground-soft', '--ground-hover'];
const texts: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  ['--text', [...grounds, '--warn-soft', '--accent-soft']],
  ['--text-soft', [...grounds, '--accent-soft', '--warn-soft']],
  ['--link', [...grounds, '--warn-soft']],
  ['--danger', ['--ground', '--ground-soft', '--danger-soft']],
  ['--warn', ['--ground-soft', '--warn-soft']],
  ['--good', ['--ground', '--ground-soft']],
  ['--mention', ['--mention-soft']],
  ['--code', ['--ground-soft']],
  ['--accent-text', ['--accent']],
  ['--accent', ['--ground']],
  ['--side-text', ['--side', '--side-hover']],
  ['--side-soft', ['--side', '--side-hover']],
];

test.each([
  ['light', colours(light)],
  ['dark', new Map([...colours(light), ...colours(dark)])],
])('the %s colours can be told apart by everybody', (_, named) => {
  const of = (name: string) => named.get(name) ?? `no colour ${name}`;
  const weak = texts.flatMap(([text, behind]) =>
    behind
      .filter((ground) => contrast(of(text), of(ground)) < FOR_TEXT)
      .map((ground) => `${text} on ${ground}: ${contrast(of(text), of(ground)).toFixed(2)}`),
  );
  expect(texts.flat(2).filter((name) => !named.has(name))).toEqual([]);
  expect(weak).toEqual([]);
  for (const edge of ['--line-strong', '--focus', '--accent']) {
    expect({ edge, seen: contrast(of(edge), of('--ground')) > FOR_EDGES }).toEqual({
      edge,
      seen: true,
    });
  }
});
