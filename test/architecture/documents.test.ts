import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, root, type SourceFile } from '../support/sources.ts';

const documents = filesBelow().filter(({ path }) => path.endsWith('.md'));
const readme = documents.find(({ path }) => path === 'README.md')?.text ?? '';
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The targets of a document's relative links, without fragments. */
function relativeLinks({ text }: SourceFile): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(?:[a-z]+:|#|\/\/)/.test(target))
    .map((target) => target.replace(/#.*/, ''));
}

/** The npm scripts that a document tells its reader to run. */
function scriptsIn(text: string): string[] {
  const named = [...text.matchAll(/\bnpm (?:run (?:--?[\w-]+ )*([\w:-]+)|(start|test)\b)/g)];
  return named.map(([, run, short]) => run ?? short ?? '');
}

describe('the documents', () => {
  it.each(documents.map((document) => [document.path, document] as const))(
    '%s links to existing files',
    (path, document) => {
      const missing = relativeLinks(document).filter(
        (target) => !existsSync(join(root, dirname(path), decodeURIComponent(target))),
      );
      expect(missing).toEqual([]);
    },
  );

  it('mention only existing commands', () => {
    const outside = filesBelow('.ci').concat(filesBelow('.github'), documents);
    const unknown = outside.flatMap(({ path, text }) =>
      scriptsIn(text)
        .filter((name) => !Object.hasOwn(scripts, name))
        .map((name) => `${path}: npm run ${name}`),
    );
    expect(unknown).toEqual([]);
    expect(scriptsIn(readme)).toEqual(expect.arrayContaining(['start', 'test', 'check']));
  });

  it('mention only existing files', () => {
    const there = filesBelow().map(({ path }) => `/${path}`);
    const named = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/`([\w-]+(?:\/[\w.-]+)+\.ts)`/g)].map(([, name = '']) => ({ path, name })),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ name }) => !there.some((it) => it.endsWith(`/${name}`)))).toEqual([]);
  });

  it('name the version that the packages have, as the head of the changelog', () => {
    const [head = ''] =
      /^## (\d+\.\d+\.\d+)/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))?.slice(1) ?? [];
    const versionOf = (folder: string) =>
      JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')).version;
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const folders = ['.', ...lock.packages[''].workspaces];
    expect(folders.length).toBeGreaterThan(3);
    expect(folders.map(versionOf)).toEqual(folders.map(() => head));
    expect(folders.map((folder) => lock.packages[folder === '.' ? '' : folder].version)).toEqual(
      folders.map(() => head),
    );
  });

  it('are short: the README has at most 150 lines', () => {
    expect(readme.split('\n').length - 1).toBeLessThanOrEqual(150);
    expect(readme.split('\n').length).toBeGreaterThan(30);
  });

  it('are short: the guide has fewer than 700 words', () => {
    const guide = documents.find(({ path }) => path === 'docs/guide.md')?.text ?? '';
    const count = guide.split(/\s+/).filter((word) => word !== '').length;
    expect(count).toBeLessThan(700);
    expect(count).toBeGreaterThan(300);
  });

  it('list every setting in the README, and none that is never read', () => {
    const source = readFileSync(join(root, 'packages/functions/src/runtime/settings.ts'), 'utf8');
    const read = [...source.matchAll(/^\s+([A-Z][A-Z0-9_]{3,}):/gm)].map(([, name = '']) => name);
    expect(read.length).toBeGreaterThan(10);
    const rows = readme.split('\n').filter((line) => /^\| `[A-Z]/.test(line));
    const named = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([A-Z][A-Z0-9_]{3,})`/g)].map(
        ([, name = '']) => name,
      ),
    );
    expect(read.filter((name) => !named.includes(name))).toEqual([]);
    const ofTheSdk = (name: string) => name.startsWith('AWS_ENDPOINT_URL_');
    expect(named.filter((name) => !ofTheSdk(name) && !read.includes(name))).toEqual([]);
  });

  it('list every field of the secrets in the README', () => {
    const fields = [
      'botToken',
      'signingSecret',
      'botId',
      'botUserId',
      'teamId',
      'apiKey',
      'clientId',
      'clientSecret',
      'accessToken',
      'organizations',
      'organizationId',
      'restUrl',
      'graphqlUrl',
    ];
    expect(fields.filter((field) => !readme.includes(`\`${field}\``))).toEqual([]);
  });
});
