import { click, until } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { addMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { endUnnoticed, SETTLED_MS } from '../../support/end-on-aws.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  factsOf,
  HOUR_MS,
  hasButtons,
  initCallsSince,
  now,
  passTime,
  press,
  stateOf,
  toldBy,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

const ENDINGS = [
  ['stop', 'AWS says that the execution was stopped.'],
  ['fail', 'AWS says that the execution failed.'],
  ['timeOut', 'AWS says that the execution ran out of time.'],
] as const;

describe('the worker, for a card whose execution ended without a report', () => {
  it.each(ENDINGS)(
    'says that nothing was sent if it was still pending (%s)',
    async (end, words) => {
      const sandbox = product();
      const waiting = await ask(sandbox);
      await endUnnoticed(sandbox, waiting, end);
      expect(await reconcile(sandbox)).toMatchObject({ closed: 1 });

      const card = now(sandbox, waiting);
      expect(stateOf(card)).toBe('failed');
      expect(factsOf(card)).toEqual({ ...factsOf(waiting), state: 'failed' });
      expect(hasButtons(card)).toBe(false);
      expect(wordsOf(card)).toContain(words);
      expect(wordsOf(card)).toContain("doo hadn't been asked, so nothing was sent.");
      expect(await reconcile(sandbox)).toMatchObject({ closed: 0 });
    },
  );

  it.each(ENDINGS)('says that doo may have been called if it was sending (%s)', async (end) => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await sandbox.doo.faults.set('init', { kind: 'hang', acts: true });
    await click(sandbox, people.approver, waiting, 'approve');
    await until('the call to doo', () => initCallsSince(sandbox, waiting)[0]);
    await endUnnoticed(sandbox, waiting, end);
    await sandbox.hosts.repush.killAll();
    expect(await reconcile(sandbox)).toMatchObject({ closed: 1 });

    const card = now(sandbox, waiting);
    expect(stateOf(card)).toBe('failed');
    expect(wordsOf(card)).toContain('doo may have been asked');
    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
  });

  it('says that doo may have been called if the approval never reached the card', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    for (const method of ['chat.update', 'chat.postMessage'])
      sandbox.slack.faults.add({ method, fault: 'http_500', times: 1_000 });
    await click(sandbox, people.approver, waiting, 'approve');
    await passTime(sandbox, () => initCallsSince(sandbox, waiting).length > 0, { stepMs: 5_000 });
    expect(stateOf(now(sandbox, waiting))).toBe('waiting');
    await endUnnoticed(sandbox, waiting);
    sandbox.slack.faults.clear();
    expect(await reconcile(sandbox)).toMatchObject({ closed: 1 });

    const words = wordsOf(now(sandbox, waiting));
    expect(words).toContain('doo may have been asked');
    expect(words).not.toContain('nothing was sent');
  });

  it('closes the card of an execution that succeeded but could not show it', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await approvedUnseen(sandbox, waiting);
    sandbox.clock.advance(SETTLED_MS);
    expect(stateOf(now(sandbox, waiting))).toBe('waiting');
    expect(await reconcile(sandbox)).toMatchObject({ closed: 1 });

    const card = now(sandbox, waiting);
    expect(stateOf(card)).toBe('accepted');
    expect(hasButtons(card)).toBe(false);
    expect(wordsOf(card)).toContain('Accepted');
    expect(await reconcile(sandbox)).toMatchObject({ closed: 0 });
  });

  it('leaves nothing open for a resolution that nobody is asked for any more', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
    await approvedUnseen(sandbox, waiting);
    sandbox.clock.advance(SETTLED_MS);
    expect(await reconcile(sandbox)).toMatchObject({ closed: 1 });
    const card = now(sandbox, waiting);
    expect(factsOf(card)).toMatchObject({ state: 'unknown', resolution: 'unresolved' });
    expect(wordsOf(card)).toContain('Still unclear: doo may have started sending');
  });

  it('says so even if AWS no longer keeps the execution', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const stored = sandbox.slack.workspace.state.messages[people.approvals]?.find(
      ({ ts }) => ts === waiting.ts,
    );
    const { arn } = executionOf(sandbox, waiting);
    const gone = arn.replace(/[^/]+$/, 'b1f5ec5c-0000-4000-8000-000000000000');
    if (stored?.metadata) stored.metadata.event_payload.execution_arn = gone;
    expect(await reconcile(sandbox)).toMatchObject({ closed: 1 });
    expect(wordsOf(now(sandbox, waiting))).toContain('the execution is no longer kept.');
    await press(sandbox, people.requester, waiting, 'cancel');
  });

  it.each([
    ['a rule', { source: 'aws.events', detail: {} }],
    ['a schedule', { source: 'aws.scheduler', detail: '{}' }],
  ])('is started by %s of EventBridge as well', async (_, event) => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await endUnnoticed(sandbox, waiting);
    const scheduled = { version: '0', 'detail-type': 'Scheduled Event', ...event };
    expect(await reconcile(sandbox, scheduled)).toMatchObject({ closed: 1 });
  });

  it('continues with the other cards if AWS cannot answer for one', async () => {
    const sandbox = product();
    const [first, second] = [await ask(sandbox), await ask(sandbox)];
    for (const card of [first, second]) await endUnnoticed(sandbox, card);
    sandbox.lambda.faults.add({ operation: 'GetDurableExecution', fault: '500', times: 3 });
    expect(await reconcile(sandbox)).toMatchObject({ closed: 1 });
    expect(await reconcile(sandbox)).toMatchObject({ closed: 1 });
    expect([first, second].map((card) => stateOf(now(sandbox, card)))).toEqual([
      'failed',
      'failed',
    ]);
  });
});

describe('the worker, for other messages', () => {
  it('leaves cards alone whose executions are running or have reported', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const nothingToSend = await ask(sandbox, { eventIds: '41233' });
    const accepted = await press(sandbox, people.approver, nothingToSend, 'approve');
    sandbox.clock.advance(HOUR_MS);
    expect(await reconcile(sandbox)).toMatchObject({ closed: 0 });
    expect(now(sandbox, waiting)).toEqual(waiting);
    expect(now(sandbox, accepted)).toEqual(accepted);
    await press(sandbox, people.requester, waiting, 'cancel');
  });

  it('leaves messages of other apps alone, even with our metadata', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const author = { user: 'U0OTHERBOT', bot_id: 'B0OTHERAPP', app_id: 'A0OTHERAPP' };
    const { text, metadata } = waiting;
    if (metadata === undefined) throw new Error('no metadata');
    const copy = addMessage(sandbox.slack.workspace, people.approvals, author, { text, metadata });
    const before = structuredClone(copy);
    await endUnnoticed(sandbox, waiting);
    expect(await reconcile(sandbox)).toMatchObject({ closed: 1 });
    const shown = sandbox.slack.client.messages(people.approvals);
    expect(shown.find(({ ts }) => ts === copy.ts)).toEqual(before);
    expect(sandbox.slack.calls.filter(({ args }) => args.ts === copy.ts)).toEqual([]);
  });

  it('refuses an event that is not one of its tasks', async () => {
    const result = await product().hosts.worker.invoke({ v: 1, task: 'erase' });
    expect(result).toMatchObject({ ok: false, errorType: 'ZodError' });
  });
});

describe('a late click on the card of such an execution', () => {
  it('reports it, and has the worker close the card', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await endUnnoticed(sandbox, waiting);
    const told = await toldBy(sandbox, people.approver, () =>
      click(sandbox, people.approver, waiting, 'approve'),
    );
    expect(told).toContain('This request ended without a result');
    expect(stateOf(now(sandbox, waiting))).toBe('failed');
    expect(initCallsSince(sandbox, waiting)).toEqual([]);
  });
});

async function reconcile(sandbox: Sandbox, event: object = { v: 1, task: 'reconcile' }) {
  const result = await sandbox.hosts.worker.invoke(event);
  return result.ok ? result.payload : result;
}

/** Approves while the app is not in the channel: the execution ends and shows nothing there. */
async function approvedUnseen(sandbox: Sandbox, waiting: Message): Promise<void> {
  for (const method of ['chat.update', 'chat.postMessage'])
    sandbox.slack.faults.add({ method, fault: { error: 'not_in_channel' }, times: 1_000 });
  await click(sandbox, people.approver, waiting, 'approve');
  await endOf(sandbox, waiting);
  sandbox.slack.faults.clear();
  expect(executionOf(sandbox, waiting).status).toBe('SUCCEEDED');
}
