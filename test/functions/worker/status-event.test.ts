import { click, until } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { logged } from '../../support/log-lines.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  HOUR_MS,
  hasButtons,
  initCallsSince,
  linesOf,
  MINUTE_MS,
  now,
  press,
  stateOf,
  statesShown,
  wordsOf,
} from '../../support/requests.ts';

/** Two processes of `worker`, so that a duplicate event is handled concurrently. */
const product = productForFile({ maxProcesses: { repush: 1, worker: 2 } });

const end = (card: Message, how: 'stop' | 'fail' | 'timeOut' = 'stop') =>
  product().lambda.control[how](executionOf(product(), card).arn);

async function afterAMinute({ clock, lambda }: Sandbox): Promise<void> {
  clock.advance(MINUTE_MS);
  await lambda.idle();
}

/** The latest event that was published about the card's execution. */
function eventOf(card: Message) {
  const { arn } = executionOf(product(), card);
  const event = product().lambda.statusEvents.published.findLast(
    ({ detail }) => detail.durableExecutionArn === arn,
  );
  if (event === undefined) throw new Error('Nothing was published');
  return event;
}

async function handed(event: object): Promise<unknown> {
  const result = await product().hosts.worker.invoke(event);
  return result.ok ? result.payload : result;
}

function withoutCard(card: Message): void {
  const { messages } = product().slack.workspace.state;
  messages[people.approvals] = (messages[people.approvals] ?? []).filter(
    ({ ts, thread_ts: thread }) => ts !== card.ts && thread !== card.ts,
  );
}

describe('AWS’s event about an execution that ended without a report', () => {
  it.each([
    ['stop', 'AWS says that the execution was stopped.'],
    ['fail', 'AWS says that the execution failed.'],
    ['timeOut', 'AWS says that the execution ran out of time.'],
  ] as const)('closes its card within a minute (%s)', async (how, words) => {
    const sandbox = product();
    const card = await ask(sandbox);
    await end(card, how);
    await afterAMinute(sandbox);
    const closed = now(sandbox, card);
    expect(stateOf(closed)).toBe('failed');
    expect(hasButtons(closed)).toBe(false);
    expect(wordsOf(closed)).toContain(words);
  });

  it('closes the follow-up of a sent request, with each line once even if it is delivered twice', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232' });
    await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
    await press(sandbox, people.approver, waiting, 'approve');
    const followedUp = await endOf(sandbox, waiting);
    sandbox.lambda.statusEvents.deliverTwice(true);
    await end(followedUp);
    await afterAMinute(sandbox);
    expect(stateOf(now(sandbox, waiting))).toBe('unknown');
    const closing = linesOf(sandbox, waiting).filter((line) => /^No one confirmed/.test(line));
    expect(closing).toHaveLength(2);
    expect(closing[0]).not.toBe(closing[1]);
  });

  it('changes a card once, however often and late it is delivered', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    await end(card);
    await afterAMinute(sandbox);
    const shown = statesShown(sandbox, card);
    const closed = now(sandbox, card);
    sandbox.clock.advance(26 * HOUR_MS);
    expect(await handed(eventOf(card))).toEqual({ closed: 0, told: 0 });
    expect(statesShown(sandbox, card)).toEqual(shown);
    expect(now(sandbox, card)).toEqual(closed);
  });

  it('closes a card even if it is late, and the daily run closes it if it is lost', async () => {
    const sandbox = product();
    const [late, lost] = [await ask(sandbox), await ask(sandbox)];
    sandbox.lambda.statusEvents.delay(3 * HOUR_MS);
    await end(late);
    sandbox.lambda.statusEvents.lose(true);
    await end(lost);
    await afterAMinute(sandbox);
    expect(stateOf(now(sandbox, late))).toBe('waiting');
    sandbox.clock.advance(3 * HOUR_MS);
    await sandbox.lambda.idle();
    expect(stateOf(now(sandbox, late))).toBe('failed');
    expect(stateOf(now(sandbox, lost))).toBe('waiting');
    expect(await handed({ v: 1, task: 'reconcile' })).toMatchObject({ closed: 1 });
  });

  it('is retried if AWS or Slack cannot answer', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    sandbox.slack.faults.add({ method: 'conversations.history', fault: 'http_500', times: 3 });
    await end(card);
    await afterAMinute(sandbox);
    expect(stateOf(now(sandbox, card))).toBe('waiting');
    await afterAMinute(sandbox);
    expect(stateOf(now(sandbox, card))).toBe('failed');
  });
});

describe('the event of an execution without a card', () => {
  it('tells the requester what is known, and offers to reopen the form', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    withoutCard(card);
    const before = sandbox.slack.client.directMessages(people.requester).length;
    await sandbox.lambda.control.fail(executionOf(sandbox, card).arn);
    await afterAMinute(sandbox);
    expect(await handed(eventOf(card))).toMatchObject({ closed: 0 });
    const [message] = sandbox.slack.client.directMessages(people.requester).slice(before);
    expect(message?.text).toMatch(
      /^Your request ended without a report, and it has no card\. AWS says that the execution failed\. doo hadn't been asked, so nothing was sent\. Still need it\? Ask again\. Ref [0-9A-F]{6}$/,
    );
    expect(findElement(message?.blocks ?? [], 'reopen')).toBeDefined();
    expect(logged(sandbox, 'requester_told').at(-1)).toMatchObject({ ending: 'failed' });
  });

  it('tells the requester once if it is delivered again', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    withoutCard(card);
    const told = () => sandbox.slack.client.directMessages(people.requester).length;
    const before = told();
    sandbox.lambda.statusEvents.lose(true);
    await end(card);
    sandbox.clock.advance(MINUTE_MS);
    expect(await handed(eventOf(card))).toEqual({ closed: 0, told: 1 });
    expect(await handed(eventOf(card))).toEqual({ closed: 0, told: 0 });
    expect(told()).toBe(before + 1);
  });

  it('tells the requester at most three times if Slack loses each answer', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    withoutCard(card);
    const told = () => sandbox.slack.client.directMessages(people.requester).length;
    const before = told();
    sandbox.slack.faults.add({ method: 'chat.postMessage', fault: 'reset_after', times: 20 });
    await end(card);
    for (let attempt = 0; attempt < 8; attempt += 1) {
      sandbox.clock.advance(10 * MINUTE_MS);
      await sandbox.lambda.idle();
    }
    sandbox.slack.faults.clear();
    expect(told()).toBeGreaterThan(before);
    expect(told()).toBeLessThanOrEqual(before + 3);
  });

  it('says that doo may have been called if it was', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    await sandbox.doo.faults.set('init', { kind: 'slow', delayMs: 1_000 }, { calls: 1 });
    await click(sandbox, people.approver, card, 'approve');
    await until('the call to doo', () => initCallsSince(sandbox, card)[0]);
    await end(card);
    withoutCard(card);
    await afterAMinute(sandbox);
    const message = sandbox.slack.client.directMessages(people.requester).at(-1);
    expect(message?.text).toContain('doo may have been asked: check the customer');
    expect(message?.text).not.toContain('nothing was sent');
  });
});

describe('an event that needs no action', () => {
  const other = (change: (event: ReturnType<typeof eventOf>) => object) => async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    sandbox.lambda.statusEvents.lose(true);
    await end(card);
    sandbox.clock.advance(MINUTE_MS);
    const calls = sandbox.slack.calls.length;
    expect(await handed(change(eventOf(card)))).toEqual({ closed: 0, told: 0 });
    expect(sandbox.slack.calls.slice(calls)).toEqual([]);
    expect(now(sandbox, card)).toEqual(card);
  };

  it.each(['RUNNING', 'SUCCEEDED', 'PAUSED', 'SOMETHING_NEW'])(
    'is one of the status %s',
    (status) => other((event) => ({ ...event, detail: { ...event.detail, status } }))(),
  );

  it.each([
    ['another function', ':function:other:7'],
    ['another stage', ':function:repush-staging:7'],
    ['a function whose name begins alike', ':function:repus:7'],
  ])('has the status %s', (_, name) =>
    other((event) => ({
      ...event,
      detail: {
        ...event.detail,
        functionArn: event.detail.functionArn.replace(/:function:[^:]+:.*$/, name),
        durableExecutionArn: event.detail.durableExecutionArn.replace(
          /:function:[^:]+:[^/]+/,
          name,
        ),
      },
    }))(),
  );

  it('belongs to an execution that AWS says is running', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    const event = eventOf(card);
    expect(event.detail).toMatchObject({ status: 'RUNNING' });
    const detail = {
      ...event.detail,
      status: 'STOPPED',
      endTimestamp: event.detail.startTimestamp,
    };
    sandbox.clock.advance(MINUTE_MS);
    expect(await handed({ ...event, detail })).toEqual({ closed: 0, told: 0 });
    expect(now(sandbox, card)).toEqual(card);
    await press(sandbox, people.requester, card, 'cancel');
  });

  it.each([
    ['no detail', () => ({})],
    ['no status', (detail: object) => ({ detail: { ...detail, status: undefined } })],
    ['no execution', (detail: object) => ({ detail: { ...detail, durableExecutionArn: 7 } })],
    ['no function', (detail: object) => ({ detail: { ...detail, functionArn: 'repush' } })],
  ])('fails if it is malformed: %s', async (_, change) => {
    const { detail, ...event } = eventOf(await ask(product()));
    const result = await product().hosts.worker.invoke({ ...event, ...change(detail) });
    expect(result).toMatchObject({ ok: false, errorType: 'ZodError' });
  });
});
