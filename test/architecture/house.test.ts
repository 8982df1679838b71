import { describe, expect, it } from 'vitest';
import { codeBelow, filesBelow, matching } from '../support/sources.ts';

const packages = codeBelow('packages');
const tests = codeBelow('test');
const everything = filesBelow();
const lines = ({ text }: { text: string }) => text.split('\n').length - 1;

describe('the repository', () => {
  it('has exactly the documented directories', () => {
    const folders = new Set(
      everything
        .map(({ path }) => path.split('/'))
        .flatMap(([first = '', second]) => (second === undefined ? [] : [first])),
    );
    expect([...folders].filter((name) => !name.startsWith('.')).toSorted()).toEqual([
      'docs',
      'packages',
      'stages',
      'test',
    ]);
    const inPackages = new Set(packages.map(({ path }) => path.split('/')[1]));
    expect([...inPackages].toSorted()).toEqual(['core', 'functions', 'sandbox']);
  });

  it('names every dependency by an exact version', () => {
    const manifests = everything.filter(({ path }) => /(?:^|\/)package\.json$/.test(path));
    expect(manifests.length).toBeGreaterThan(3);
    for (const { path, text } of manifests) {
      const { dependencies, devDependencies, peerDependencies, optionalDependencies } =
        JSON.parse(text);
      const all = {
        ...dependencies,
        ...devDependencies,
        ...peerDependencies,
        ...optionalDependencies,
      };
      const inexact = Object.entries(all).filter(
        ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
      );
      expect({ path, inexact }).toEqual({ path, inexact: [] });
    }
  });

  it('keeps files small: none over 400 lines, few over 250, half of the product’s up to 80', () => {
    const long = (files: typeof packages, limit: number) =>
      files.filter((file) => lines(file) > limit).map((file) => `${file.path}: ${lines(file)}`);
    expect(long([...packages, ...tests], 400)).toEqual([]);
    expect(long(packages, 250).length).toBeLessThanOrEqual(packages.length * 0.03);
    const sorted = packages.map(lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
  });

  it.each<[string, RegExp]>([
    ['the type that turns types off', /(?::|\bas|[<,|])\s*any\b(?=\s*(?:[;,)=\]|>{}]|\[|$))/m],
    ['a cast through unknown', /\bas\s+unknown\s+as\b/],
    ['comments that silence the compiler', /@ts-(?:ignore|nocheck|expect-error)/],
    ['comments that silence the linter', /\b(?:biome|eslint)-(?:ignore|disable)/],
    ['tests that are left out', /\.(?:skip|only|todo)\(/],
    ['a console', /\bconsole\s*\./],
    ['an empty catch', /\bcatch\s*(?:\([^)]*\))?\s*\{\s*\}/],
  ])('contains no %s', (_, pattern) => {
    expect(matching([...packages, ...tests], pattern)).toEqual([]);
  });

  it.each<[string, RegExp]>([
    [
      'a path of one machine',
      /(?:^|[\s"'`(=])(?:\/(?:work|root|home|Users|mnt|opt)\/\w|[A-Z]:\\\w)/m,
    ],
    [
      'the host of a package registry',
      /https?:\/\/[^\s"']*(?:registry|npmjs|artifactory|verdaccio|nexus)/i,
    ],
    ['a token of Slack', /\bxox[a-z](?:\.xox[a-z])?-\w{2}/],
    ['a key of AWS', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
    ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY/],
    ['a signed token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}/],
  ])('contains no %s', (_, pattern) => {
    expect(matching(everything, pattern)).toEqual([]);
  });
});
