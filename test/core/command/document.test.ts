import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { read } from './context.ts';

const page = readFileSync(new URL('../../../docs/command-line.md', import.meta.url), 'utf8');
const lines = [...page.matchAll(/^\/doo-repush(.*)$/gm)].map(([, text = '']) => text.trim());

test('the command-line page has an example of every form', () => {
  expect(new Set(lines.map((line) => read(line).kind))).toEqual(
    new Set(['draft', 'again', 'history', 'export', 'help']),
  );
});

test.each(lines)('the documented example %j parses', (line) => {
  expect(read(line).kind).not.toBe('unreadable');
});

test('every duration that the page mentions parses', () => {
  const durations = [...page.matchAll(/`(\d+[mhdw][\dmhdw]*)`/g)].map(([, text = '']) => text);
  expect(durations.length).toBeGreaterThan(3);
  for (const text of durations)
    expect(read(`since:${text}`)).toMatchObject({ kind: 'draft', notes: [] });
});
