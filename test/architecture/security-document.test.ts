import { expect, test } from 'vitest';
import { filesBelow } from '../support/sources.ts';
import { whoMayTable } from '../support/who-may/document.ts';

test('docs/security.md shows the table of permissions that npm run prove tries', () => {
  const page = filesBelow().find(({ path }) => path === 'docs/security.md')?.text ?? '';
  expect(page).toContain(whoMayTable());
});
