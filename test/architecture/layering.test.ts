import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { cardPayloadSchema } from '@doo-repush/functions/ledger/card-payload';
import { describe, expect, it } from 'vitest';
import { circlesOf, type Edge, type Floors, notDown, roomOf } from '../support/floors.ts';
import { codeBelow, importsOf, matching, root, type SourceFile } from '../support/sources.ts';

const core = codeBelow('packages/core/src');
const functions = codeBelow('packages/functions/src');
const sandbox = codeBelow('packages/sandbox/src');

/** `to` is a path in the repository for a relative import, otherwise the specifier as written. */
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

/**
 * The rooms of each package and of `test`, from the ground up. A room may import what is below it, and
 * nothing beside it: `slack`, `workflow` and `worker` know each other only through the model.
 */
const HOUSE: Readonly<Record<string, Floors>> = {
  core: [
    ['json.ts', 'typed-text.ts', 'unpackers.ts', 'trusted-url.ts'],
    ['read-body.ts'],
    ['doo/'],
    ['repush/'],
    ['command/'],
  ],
  functions: [
    ['runtime/', 'model/'],
    ['executions/', 'slack-api/'],
    ['ledger/'],
    ['messages/'],
    ['posting/'],
    ['reconcile/'],
    ['slack/', 'workflow/', 'worker/', 'lookup/'],
    ['ops/'],
    ['slack.ts', 'repush.ts', 'worker.ts', 'lookup.ts'],
  ],
  sandbox: [
    ['clock.ts', 'loopback-callers.ts', 'state-file.ts', 'time-limits.ts'],
    ['aws/', 'doo/data/', 'slack/'],
    ['aws/functions/', 'doo/api/', 'slack/blocks/'],
    ['aws/durable/', 'doo/deliveries/', 'slack/workspace/'],
    [
      'aws/lambda-api/',
      'aws/secrets-manager/',
      'aws/logs/',
      'aws/identity/',
      'doo/',
      'slack/client/',
      'slack/web-api/',
    ],
    ['slack/slack.ts', 'function-settings.ts'],
    ['sandbox.ts'],
    ['driver.ts'],
    ['page/protocol.ts', 'demo/'],
    ['page/', 'page/browser/'],
  ],
  test: [
    ['support/'],
    ['bench/', 'browser/', 'conformance/', 'core/', 'functions/', 'infra/', 'prove/', 'sandbox/'],
    ['architecture/', 'mutation/', 'runtime/'],
    ['build.ts'],
  ],
};

/** The imports, including types, within a package or `test`, with paths below its root. */
function importsWithin(name: string): { readonly files: string[]; readonly inside: Edge[] } {
  const src = name === 'test' ? 'test/' : `packages/${name}/src/`;
  const sources = codeBelow(src);
  const below = (path: string) => path.slice(src.length);
  const isInside = ({ to }: Edge) => to.startsWith(src) && to.endsWith('.ts');
  const inside = edges(sources).filter(isInside);
  return {
    files: sources.map(({ path }) => below(path)),
    inside: inside.map(({ from, to }) => ({ from: below(from), to: below(to) })),
  };
}

describe('the allowed imports', () => {
  it('are read from sources that do import', () => {
    expect(core.length).toBeGreaterThan(20);
    expect(functions.length).toBeGreaterThan(50);
    expect(edgesTo(functions, /^@slack\/bolt$/).length).toBeGreaterThan(5);
    expect(edgesTo(functions, /^@doo-repush\/core\//).length).toBeGreaterThan(20);
    expect(edgesTo(core, /^packages\/core\/src\//).length).toBeGreaterThan(20);
  });

  it('keep Slack, Lambda, durable functions and SST out of core', () => {
    const foreign =
      /^(?:@slack\/|@types\/aws-lambda|aws-lambda|@aws\/|@aws-sdk\/|sst|@doo-repush\/(?!core\/))/;
    expect(edgesTo(core, foreign)).toEqual([]);
    expect(leaving(core, 'packages/core/src/')).toEqual([]);
  });

  it('limit core to the packages that it declares', () => {
    const { dependencies } = JSON.parse(
      readFileSync(join(root, 'packages/core/package.json'), 'utf8'),
    );
    const named = [...Object.keys(dependencies), 'node:', 'packages/core/src/'];
    expect(edges(core).filter(({ to }) => !named.some((name) => to.startsWith(name)))).toEqual([]);
  });

  it('keep the sandbox out of the functions', () => {
    expect(edgesTo(functions, /^@doo-repush\/sandbox/)).toEqual([]);
    expect(leaving(functions, 'packages/functions/src/')).toEqual([]);
  });

  it('let the sandbox know the functions only as bundles', () => {
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

describe('a dependency with a single place of use', () => {
  it('reads the environment only in the entry points, and where the sandbox creates one', () => {
    expect(
      matching(
        [...core, ...functions, ...sandbox],
        /\bprocess\s*\.\s*env\b|\benv\b.*= process;/,
      ).toSorted(),
    ).toEqual([
      'packages/functions/src/lookup.ts',
      'packages/functions/src/ops/start-tool.ts',
      'packages/functions/src/repush.ts',
      'packages/functions/src/slack.ts',
      'packages/functions/src/worker.ts',
      'packages/sandbox/src/aws/functions/function-environment.ts',
    ]);
    expect(matching([...core, ...functions, ...sandbox], /\benv\b.*from ['"]node:process/)).toEqual(
      [],
    );
  });

  it('reads secrets only in runtime/secrets', () => {
    const importers = edgesTo(
      [...core, ...functions, ...sandbox],
      /^@aws-sdk\/client-secrets-manager/,
    );
    expect(importers.length).toBeGreaterThan(0);
    const isTheRoom = ({ from }: Edge) =>
      from.startsWith('packages/functions/src/runtime/secrets/');
    expect(importers.filter((it) => !isTheRoom(it))).toEqual([]);
  });

  it('keeps the field names of metadata, and their seconds, in ledger', () => {
    const names = Object.keys(cardPayloadSchema.shape).filter((name) => name.includes('_'));
    expect(names).toContain('decided_at');
    const reads = new RegExp(`\\.recorded\\b|(?:\\.|[{,]\\s*)(?:${names.join('|')})\\b(?!')`);
    const readers = matching(functions, reads);
    expect(readers.filter((path) => !path.startsWith('packages/functions/src/ledger/'))).toEqual(
      [],
    );
    expect(readers.length).toBeGreaterThan(0);
  });

  it.each<[string, RegExp, string]>([
    ['the star for all configurations', /'\*'/, 'core/src/repush/limits.ts'],
    ['the mark of a cut text', /'…'|\}…`|`…\$/, 'core/src/typed-text.ts'],
    ['the names of send steps', /`send \$\{|\^send /, 'functions/src/model/send-step.ts'],
    ['links without a preview', /\bunfurl_links\b/, 'functions/src/slack-api/message.ts'],
    ['the address of a message', /\.getPermalink\(/, 'functions/src/slack-api/permalink.ts'],
  ])('writes %s once', (_, pattern, path) => {
    expect(matching([...core, ...functions], pattern)).toEqual([`packages/${path}`]);
  });

  it('gives core no wall clock except its one clock', () => {
    expect(matching(core, /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/)).toEqual([
      'packages/core/src/doo/clock.ts',
    ]);
  });
});

describe.each(Object.entries(HOUSE))('the floors of %s', (name, floors) => {
  const { files, inside } = importsWithin(name);

  it('assign every file to a room, and fill every room', () => {
    expect(files.filter((path) => roomOf(path, floors) === undefined)).toEqual([]);
    const taken = new Set(files.map((path) => roomOf(path, floors)?.name));
    expect(floors.flat().filter((room) => !taken.has(room))).toEqual([]);
  });

  it('let imports run only downwards', () => {
    expect(inside.length).toBeGreaterThan(files.length);
    expect(notDown(inside, floors)).toEqual([]);
  });

  it('contain no cycle, not even of types', () => {
    expect(circlesOf(inside)).toEqual([]);
  });
});

describe('the rule of the floors', () => {
  const floors: Floors = [['a/'], ['b/', 'c/'], ['b/top.ts']];
  const from = (path: string, to: string) => notDown([{ from: path, to }], floors).length;

  it('allows imports from the room itself and below, but not from beside or above', () => {
    expect(from('b/x.ts', 'b/y.ts')).toBe(0);
    expect(from('b/x.ts', 'a/y.ts')).toBe(0);
    expect(from('b/top.ts', 'b/x.ts')).toBe(0);
    expect(from('b/x.ts', 'c/y.ts')).toBe(1);
    expect(from('b/x.ts', 'b/top.ts')).toBe(1);
    expect(from('a/x.ts', 'b/y.ts')).toBe(1);
    expect(from('a/x.ts', 'other.ts')).toBe(1);
  });

  it('finds a cycle however it is reached', () => {
    const ring = [
      ['in', 'a'],
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['b', 'out'],
    ] as const;
    const found = ring.map(([start, to]) => ({ from: start, to }));
    expect(circlesOf(found)).toEqual([['a', 'b', 'c', 'a']]);
    expect(circlesOf(found.filter(({ to }) => to !== 'c'))).toEqual([]);
  });
});
