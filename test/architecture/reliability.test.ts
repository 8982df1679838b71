import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/sources.ts';
import { reliabilityTable } from './reliability-table.ts';

test('docs/reliability.md lists what the proofs try', () => {
  const document = readFileSync(join(root, 'docs/reliability.md'), 'utf8');
  const words = (text: string) => text.replace(/\s+/g, ' ');
  expect(words(document)).toContain(words(reliabilityTable()));
});
