import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeBelow, filesBelow, root } from '../support/sources.ts';

interface LockedPackage {
  readonly link?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

function lockedPackages(lockFile: string): (readonly [string, LockedPackage])[] {
  const { packages } = JSON.parse(readFileSync(join(root, lockFile), 'utf8'));
  return Object.entries<LockedPackage>(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && link !== true,
  );
}

describe('the software that installs, builds, operates and deploys', () => {
  it.each([
    ['package-lock.json', 400],
    ['test/runtime/client/package-lock.json', 5],
  ])('is locked by hash for every platform: %s', (lockFile, atLeast) => {
    const locked = lockedPackages(lockFile);
    expect(locked.length).toBeGreaterThan(atLeast);
    const unlocked = locked.filter(
      ([, { integrity = '' }]) => !/^sha512-[\w+/]{86}==$/.test(integrity),
    );
    expect(unlocked.map(([path]) => path)).toEqual([]);
  });

  it('is installed without running any package’s script', () => {
    const settings = readFileSync(join(root, '.npmrc'), 'utf8').split('\n');
    expect(settings).toContain('ignore-scripts=true');
  });

  it('gets the Node.js that runs the sources from a package for each platform', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const lock = new Map(lockedPackages('package-lock.json'));
    const names = Object.keys(optionalDependencies);
    expect(names.filter((name) => /^node-(?:bin-)?(?:darwin|linux|win)-\w+$/.test(name))).toEqual(
      names,
    );
    for (const name of names)
      expect(lock.get(`node_modules/${name}`)).toMatchObject({
        optional: true,
        bin: { node: expect.any(String) },
      });
    expect(lock.has('node_modules/node')).toBe(false);
  });

  it('pins every action and container of a workflow by digest', () => {
    const workflows = filesBelow('.github').filter(({ path }) => /\.ya?ml$/.test(path));
    const lines = workflows.flatMap(({ text }) => text.split('\n'));
    const named = lines.filter((line) => /^\s*(?:-\s*)?(?:uses|container|image):/.test(line));
    expect(named.length).toBeGreaterThan(2);
    expect(
      named.filter((line) => !/@(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})(?:\s|$)/.test(line)),
    ).toEqual([]);
  });

  it('starts esbuild in one place, which hides credentials from it', () => {
    const direct = [...codeBelow('packages'), ...codeBelow('test')].filter(({ text }) =>
      /^import (?!type\b).*from ['"]esbuild['"]|import\(['"]esbuild['"]\)/m.test(text),
    );
    expect(direct.map(({ path }) => path)).toEqual(['packages/functions/bundle/esbuild.ts']);
  });
});
