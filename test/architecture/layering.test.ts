import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeBelow, importsOf, matching, root, type SourceFile } from '../support/sources.ts';

const core = codeBelow('packages/core/src');
const functions = codeBelow('packages/functions/src');
const sandbox = codeBelow('packages/sandbox/src');

interface Edge {
  readonly from: string;
  readonly to: string;
}

/** `to` is a path of the repository for a relative import, else the name as it is written. */
function edges(files: readonly SourceFile[]): Edge[] {
  return files.flatMap((file) =>
    importsOf(file).map((name) => ({
      from: file.path,
      to: name.startsWith('.') ? normalize(join(dirname(file.path), name)) : name,
    })),
  );
}

function edgesTo(files: readonly SourceFile[], target: RegExp): Edge[] {
  return edges(files).filter(({ to }) => target.test(to));
}

function leaving(files: readonly SourceFile[], folder: string): Edge[] {
  return edges(files).filter(({ to }) => to.startsWith('packages/') && !to.startsWith(folder));
}

describe('what may import what', () => {
  it('is read from sources that do import', () => {
    expect(core.length).toBeGreaterThan(20);
    expect(functions.length).toBeGreaterThan(50);
    expect(edgesTo(functions, /^@slack\/bolt$/).length).toBeGreaterThan(5);
    expect(edgesTo(functions, /^@doo-repush\/core\//).length).toBeGreaterThan(20);
    expect(edgesTo(core, /^packages\/core\/src\//).length).toBeGreaterThan(20);
  });

  it('keeps Slack, Lambda, durable functions and SST out of core', () => {
    const foreign =
      /^(?:@slack\/|@types\/aws-lambda|aws-lambda|@aws\/|@aws-sdk\/|sst|@doo-repush\/(?!core\/))/;
    expect(edgesTo(core, foreign)).toEqual([]);
    expect(leaving(core, 'packages/core/src/')).toEqual([]);
  });

  it('keeps core to the packages that it names', () => {
    const { dependencies } = JSON.parse(
      readFileSync(join(root, 'packages/core/package.json'), 'utf8'),
    );
    const named = [...Object.keys(dependencies), 'node:', 'packages/core/src/'];
    expect(edges(core).filter(({ to }) => !named.some((name) => to.startsWith(name)))).toEqual([]);
  });

  it('keeps the sandbox out of the functions', () => {
    expect(edgesTo(functions, /^@doo-repush\/sandbox/)).toEqual([]);
    expect(leaving(functions, 'packages/functions/src/')).toEqual([]);
  });

  it('lets the sandbox know the functions by their bundles alone', () => {
    expect(edgesTo(sandbox, /^@doo-repush\/functions/)).toEqual([]);
    const isBundler = ({ to }: Edge) => to === 'packages/functions/bundle/esbuild.ts';
    expect(leaving(sandbox, 'packages/sandbox/src/').filter((it) => !isBundler(it))).toEqual([]);
  });

  it.each(['slack', 'repush', 'worker'])('bundles nothing of sandbox or tests into %s', (name) => {
    const meta = JSON.parse(readFileSync(join(root, `dist/${name}.meta.json`), 'utf8'));
    const inputs = Object.keys(meta.inputs);
    expect(inputs).toContain(`packages/functions/src/${name}.ts`);
    expect(inputs.filter((path) => /^(?:packages\/sandbox|test)\//.test(path))).toEqual([]);
  });
});

describe('what is reached at one place', () => {
  it('reads the environment in the entries alone, and where the sandbox makes one', () => {
    expect(
      matching([...core, ...functions, ...sandbox], /\bprocess\s*\.\s*env\b/).toSorted(),
    ).toEqual([
      'packages/functions/src/lookup.ts',
      'packages/functions/src/ops/reconcile/main.ts',
      'packages/functions/src/repush.ts',
      'packages/functions/src/slack.ts',
      'packages/functions/src/worker.ts',
      'packages/sandbox/src/aws/functions/function-environment.ts',
    ]);
    expect(matching([...core, ...functions, ...sandbox], /\benv\b.*from ['"]node:process/)).toEqual(
      [],
    );
  });

  it('reads secrets in runtime/secrets alone', () => {
    const importers = edgesTo(
      [...core, ...functions, ...sandbox],
      /^@aws-sdk\/client-secrets-manager/,
    );
    expect(importers.length).toBeGreaterThan(0);
    const isTheRoom = ({ from }: Edge) =>
      from.startsWith('packages/functions/src/runtime/secrets/');
    expect(importers.filter((it) => !isTheRoom(it))).toEqual([]);
  });

  it('gives the wall clock to nothing in core but its one clock', () => {
    expect(matching(core, /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/)).toEqual([
      'packages/core/src/doo/clock.ts',
    ]);
  });
});
