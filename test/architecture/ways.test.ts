import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, root } from '../support/sources.ts';

const document = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const section = document.split('## Three ways through the code\n')[1]?.split(/\n## /)[0] ?? '';
const ways = section
  .split(/\n### /)
  .slice(1)
  .map((text) => {
    const [title = '', ...lines] = text.split('\n');
    const files = lines.flatMap((line) => /^\d+\. `([^`]+)`/.exec(line)?.[1] ?? []).map(pathOf);
    return { title, files };
  });

function pathOf(named: string): string {
  return named.startsWith('core/') ? `packages/${named}` : `packages/functions/src/${named}`;
}

function imports(path: string): string[] {
  const file = { path, text: readFileSync(join(root, path), 'utf8') };
  return importsOf(file).map((name) => {
    const [, pkg, rest] = /^@doo-repush\/(\w+)\/(.*)$/.exec(name) ?? [];
    if (pkg !== undefined) return `packages/${pkg}/src/${rest}.ts`;
    return name.startsWith('.') ? normalize(join(dirname(path), name)) : name;
  });
}

describe('the documented ways through the code', () => {
  it('are three, each through several files', () => {
    expect(ways).toHaveLength(3);
    for (const { files } of ways) expect(files.length).toBeGreaterThan(5);
  });

  it.each(ways)('pass through existing files, none of them twice: $title', ({ files }) => {
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(files.filter((path, index) => files.indexOf(path) !== index)).toEqual([]);
  });

  it.each(ways)('follow an import from each file to the next: $title', ({ files }) => {
    const pairs = files.slice(1).map((to, index) => [files[index] ?? '', to] as const);
    expect(
      pairs.filter(([from, to]) => !imports(from).includes(to) && !imports(to).includes(from)),
    ).toEqual([]);
  });
});
