import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cards, click, until } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launchProduct, startProduct } from '../../support/product.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  hasButtons,
  initCallsSince,
  linesOf,
  now,
  press,
  stateOf,
  statesShown,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

const UNKNOWN_WORDS = "e lost the connection before saving doo's answer";

describe('a process that is killed during the send', () => {
  it.each([
    ['after doo acted', true],
    ['before doo acted', false],
  ])('leaves one call and reports an unknown outcome: %s', async (_title, acts) => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await sandbox.doo.faults.set('init', { kind: 'hang', acts });
    await approveUntilCalled(sandbox, waiting);
    await sandbox.doo.faults.clear();
    await sandbox.hosts.repush.killAll();

    const card = await endOf(sandbox, waiting, { stepMs: 1_000 });
    expectUnknown(sandbox, card, acts);
  });

  it('continues with the remaining events', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232' });
    await sandbox.doo.faults.set('init', { kind: 'hang', acts: true }, { calls: 1 });
    await approveUntilCalled(sandbox, waiting);
    await sandbox.hosts.repush.killAll();
    const card = await endOf(sandbox, waiting, { stepMs: 1_000 });
    expect(stateOf(card)).toBe('unknown');
    expect(initCallsSince(sandbox, waiting).map(({ body }) => body)).toMatchObject([
      { event_id: 41231 },
      { event_id: 41232 },
    ]);
    expect(linesOf(sandbox, card).at(-1)).toContain('Event 41232: doo accepted 18 orders.');
  });
});

describe('a machine that restarts from its stored state', () => {
  it('reports an unknown outcome for a send in flight, and keeps the buttons of pending requests', async () => {
    const stateDir = await temporaryFolder();
    const first = await launchProduct({ stateDir });
    const waiting = await ask(first, { eventIds: '41232' });
    const sending = await ask(first);
    await first.doo.faults.set('init', { kind: 'hang', acts: true }, { calls: 1 });
    await approveUntilCalled(first, sending);
    await first.stop();

    const second = await startProduct({ stateDir });
    const card = await endOf(second, sending, { stepMs: 1_000 });
    expectUnknown(second, card, true);
    expect(now(second, waiting)).toEqual(waiting);
    const approved = await press(second, people.approver, waiting, 'approve');
    expect(stateOf(approved)).toBe('accepted');
    expect(initCallsSince(second, waiting)).toHaveLength(2);
  });
});

describe('a send whose invocation has too little time left', () => {
  it('waits for an invocation that has enough', async () => {
    const sandbox = product();
    let leftMs = 45_000;
    limitInvocations(sandbox, () => leftMs);
    const waiting = await ask(sandbox);
    await press(sandbox, people.approver, waiting, 'approve');
    expect(initCallsSince(sandbox, waiting)).toEqual([]);
    expect(sendRecords(sandbox, waiting)).toEqual(['no_room']);
    leftMs = 300_000;
    const card = await endOf(sandbox, waiting, { stepMs: 1_000 });
    expect(stateOf(card)).toBe('accepted');
    expect(sendRecords(sandbox, waiting)).toEqual(['no_room', 'done']);
    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
  });

  it('goes out after three waits if no invocation ever has enough', async () => {
    const sandbox = product();
    limitInvocations(sandbox, () => 45_000);
    const waiting = await ask(sandbox);
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting, { stepMs: 1_000 });
    expect(stateOf(card)).toBe('accepted');
    expect(sendRecords(sandbox, waiting)).toEqual(['no_room', 'no_room', 'no_room', 'done']);
    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
  });
});

async function approveUntilCalled(sandbox: Sandbox, waiting: Message): Promise<void> {
  await click(sandbox, people.approver, waiting, 'approve');
  await until('the call to doo', () => initCallsSince(sandbox, waiting)[0]);
}

function expectUnknown(sandbox: Sandbox, card: Message, acted: boolean): void {
  expect(stateOf(card)).toBe('unknown');
  expect(hasButtons(card)).toBe(false);
  expect(wordsOf(card)).toContain(UNKNOWN_WORDS);
  expect(linesOf(sandbox, card).at(-1)).toContain(UNKNOWN_WORDS);
  expect(initCallsSince(sandbox, card)).toMatchObject([{ acted }]);
  expect(cards(sandbox).filter(({ ts }) => ts >= card.ts)).toHaveLength(1);
  const shown = statesShown(sandbox, card);
  if (shown.length > 0) expect(shown.at(-1)).toBe('unknown');
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doo-repush-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Gives every invocation of executions started from now on this much time. */
function limitInvocations(sandbox: Sandbox, timeoutMs: () => number): void {
  const { repush } = sandbox.hosts;
  sandbox.lambda.publish('repush', {
    ...repush,
    invoke: (event, options) => repush.invoke(event, { ...options, timeoutMs: timeoutMs() }),
  });
}

function sendRecords(sandbox: Sandbox, card: Message): string[] {
  return executionOf(sandbox, card)
    .operations.filter(({ name }) => name?.startsWith('send 1 call'))
    .map(({ result }) => JSON.parse(result ?? '{}').kind);
}
