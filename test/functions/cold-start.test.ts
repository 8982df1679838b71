import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFunctionHost } from '@doo-repush/sandbox/aws/functions/function-host';
import { click, enter, offers, openForm, submit } from '@doo-repush/sandbox/driver';
import { functionSettings } from '@doo-repush/sandbox/function-settings';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Metafile } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { STEPS } from '../../packages/functions/bundle/options.ts';
import { acmeOrders, distDir, startProduct } from '../support/product.ts';
import { commandBody, signedEvent } from '../support/raw-delivery.ts';
import { ask } from '../support/requests.ts';

/** How long Slack waits for an answer. */
const SLACK_WAITS_MS = 3_000;

/** Kills the processes of the slack function; the next delivery starts a new one. */
const goCold = (sandbox: Sandbox) => sandbox.hosts.slack.killAll();

/** Expects that the latest delivery reached a new process and was answered in time. */
function expectColdInTime(sandbox: Sandbox, kind: string): void {
  expect(sandbox.functionUrl.deliveries.at(-1)).toMatchObject({ cold: true, status: 200 });
  const delivery = sandbox.slack.deliveries.at(-1);
  expect(delivery).toMatchObject({ kind, status: 200, late: false, error: null });
  expect(delivery?.durationMs).toBeLessThan(SLACK_WAITS_MS);
}

test('a fresh process answers its first command, look-ups, submission and click in time', async () => {
  const sandbox = await startProduct({ provisioned: [] });
  await openForm(sandbox, people.requester);
  expectColdInTime(sandbox, 'command');

  await goCold(sandbox);
  await offers(sandbox, people.requester, 'organization', 'Acme');
  expectColdInTime(sandbox, 'block_suggestion');

  await enter(sandbox, people.requester, { organization: 'Acme' });
  await goCold(sandbox);
  await offers(sandbox, people.requester, 'configuration', 'CRM');
  expectColdInTime(sandbox, 'block_suggestion');

  await enter(sandbox, people.requester, acmeOrders);
  await goCold(sandbox);
  expect((await submit(sandbox, people.requester)).outcome).toBe('closed');
  expectColdInTime(sandbox, 'view_submission');

  const card = await ask(sandbox);
  await goCold(sandbox);
  await click(sandbox, people.approver, card, 'approve');
  expectColdInTime(sandbox, 'block_actions');
});

interface Loaded {
  /** The files of the bundle. */
  readonly files: readonly string[];
  /** The source files in them. */
  readonly inputs: ReadonlySet<string>;
  /** The source files in the whole bundle. */
  readonly all: ReadonlySet<string>;
}

const steps: readonly string[] = STEPS.slack ?? [];

/** Everything that the steps of the start of `dist/slack` load before it can respond to a command. */
async function loadedAtStart(): Promise<Loaded> {
  const text = await readFile(join(distDir, 'slack.meta.json'), 'utf8');
  const { outputs }: Metafile = JSON.parse(text);
  const reached = new Set<string>();
  const follow = (path: string): void => {
    const output = outputs[path];
    if (output === undefined || reached.has(path)) return;
    reached.add(path);
    for (const { path: next, kind } of output.imports)
      if (kind === 'import-statement') follow(next);
  };
  follow('dist/slack/index.mjs');
  for (const [path, { entryPoint = '' }] of Object.entries(outputs))
    if (steps.includes(entryPoint)) follow(path);
  const inputsOf = (paths: Iterable<string>) =>
    new Set([...paths].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {})));
  return { files: [...reached], inputs: inputsOf(reached), all: inputsOf(Object.keys(outputs)) };
}

test('a command loads the entry and one file for each step of the start', async () => {
  const { files } = await loadedAtStart();
  expect(files).toHaveLength(1 + steps.length);
});

test('opening the form loads nothing that it does not need', async () => {
  const { inputs, all } = await loadedAtStart();
  const isIn = (files: ReadonlySet<string>, part: string) =>
    [...files].some((file) => file.includes(part));
  expect(isIn(inputs, 'node_modules/@slack/bolt/')).toBe(true);
  for (const part of [
    'node_modules/undici/',
    'node_modules/@aws-sdk/client-lambda/',
    'packages/functions/src/slack/listeners/index.ts',
    // Decompresses responses with zlib.
    'packages/core/src/unpackers.ts',
    // The command's own schemas use zod/mini, which loads in a tenth of the time.
    'packages/core/src/repush/request.ts',
    'node_modules/zod/v4/classic/',
    'packages/functions/src/messages/private/help.ts',
    'packages/functions/src/slack/form/memory/memory-schema.ts',
    'packages/functions/src/slack/form/memory/recall.ts',
  ]) {
    expect(isIn(all, part)).toBe(true);
    expect([...inputs].filter((file) => file.includes(part))).toEqual([]);
  }
  for (const part of [
    'durable-execution-sdk',
    'node_modules/express/',
    'node_modules/@slack/socket-mode/',
    'node_modules/@slack/oauth/',
    'packages/sandbox/',
  ]) {
    expect(isIn(all, part)).toBe(false);
  }
});

/** The slack function, reporting which of Node's built-in modules its process has loaded. */
async function tellingFunction(sandbox: Sandbox) {
  const folder = await mkdtemp(join(tmpdir(), 'telling-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const bundlePath = join(folder, 'index.mjs');
  const real = pathToFileURL(join(distDir, 'slack', 'index.mjs')).href;
  await writeFile(
    bundlePath,
    `import { handler as answer } from '${real}';
    export async function handler(event) {
      return { ...(await answer(event)), loaded: process.moduleLoadList };
    }`,
  );
  const { slack, lambda, secrets, clock } = sandbox;
  const urls = { slackApiUrl: slack.url, lambdaUrl: lambda.url, secretsManagerUrl: secrets.url };
  const env = functionSettings(urls);
  const options = { name: 'slack', bundlePath, env, clock, timeoutMs: 5_000, maxProcesses: 1 };
  const host = createFunctionHost({ ...options, onLog: () => undefined });
  onTestFinished(() => host.stop());
  return host;
}

test('a command is answered without loading Node’s fetch, which takes longer than everything else together', async () => {
  const sandbox = await startProduct();
  const host = await tellingFunction(sandbox);
  const event = signedEvent(commandBody({ text: '' }), { nowMs: sandbox.clock.now() });
  const { payload } = Object(await host.invoke(event));
  expect(sandbox.slack.calls.map(({ method }) => method)).toContain('views.open');
  expect(payload).toMatchObject({ statusCode: 200 });
  expect(payload.loaded).toContain('NativeModule https');
  expect(payload.loaded).not.toContain('NativeModule internal/deps/undici/undici');
});
