import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundledPackages } from '../support/bundled-packages.ts';
import { markdownTable } from '../support/markdown-table.ts';
import { filesBelow } from '../support/sources.ts';

const PAGE = fileURLToPath(new URL('../../docs/licences.md', import.meta.url));
/** Licences that require no more than a notice. */
const ACCEPTED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

const packages = bundledPackages();

describe('a deployed package', () => {
  it('has a licence that requires no more than a notice', () => {
    const others = packages.filter(({ licence }) => !ACCEPTED.includes(licence));
    expect(packages.length).toBeGreaterThan(15);
    expect(others).toEqual([]);
  });

  it('is listed in docs/licences.md', async () => {
    const page = [
      '# Licences of what is deployed',
      '',
      'Every package of which a function holds a part, as the build records it. A test compares this page',
      'with `npm run build`; `npx vitest run test/architecture/licences --update` writes it anew.',
      '',
      markdownTable([
        ['Package', 'Version', 'Licence', 'In'],
        ...packages.map(({ name, version, licence, functions }) => [
          `\`${name}\``,
          version,
          licence,
          functions.join(', '),
        ]),
      ]),
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot(PAGE);
  });
});

describe('the build', () => {
  it('runs only GitHub actions that are pinned to a commit', () => {
    const workflows = filesBelow().filter(({ path }) => path.startsWith('.github/workflows/'));
    const uses = workflows.flatMap(({ text }) =>
      [...text.matchAll(/^\s*-?\s*uses:\s*(\S+)/gm)].map(([, action = '']) => action),
    );
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
    for (const { text } of workflows) expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
  });
});
