import { click, submit, until } from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { endUnnoticed } from '../../../support/end-on-aws.ts';
import { askedInThread } from '../../../support/old-question.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { replay } from '../../../support/replay.ts';
import {
  ask,
  endOf,
  executionOf,
  factsOf,
  fillReason,
  HOUR_MS,
  initCallsSince,
  linesOf,
  MINUTE_MS,
  now,
  passTime,
  press,
  stateOf,
  toldBy,
  wordsOf,
} from '../../../support/requests.ts';

const product = productForFile();

/** A request of which doo accepted one event while the other is unknown. */
async function followedUp(): Promise<Message> {
  const sandbox = product();
  const waiting = await ask(sandbox, { eventIds: '41231 41232' });
  await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
  await press(sandbox, people.approver, waiting, 'approve');
  return endOf(sandbox, waiting);
}

/** The card, once it asks whether the webhooks arrived. */
async function asked(card: Message): Promise<Message> {
  await passTime(product(), () => factsOf(now(product(), card)).arrival === 'asked');
  return now(product(), card);
}

const stop = (card: Message) => endUnnoticed(product(), card);

async function reconcile(): Promise<unknown> {
  const result = await product().hosts.worker.invoke({ v: 1, task: 'reconcile' });
  return result.ok ? result.payload : result;
}

const buttonsOf = (message: Message | undefined) =>
  ['doo_started', 'doo_not_started', 'arrived', 'not_yet', 'again'].filter(
    (id) => findElement(message?.blocks ?? [], id) !== undefined,
  );

/** Expects the thread alone to tell the same as the card. */
function expectReplayed(card: Message): void {
  const { botId } = product().slack.workspace.state.app;
  const messages = product().slack.client.thread(people.approvals, card.ts);
  const replayed = replay(messages, botId, String(factsOf(card).execution));
  expect(factsOf(card)).toMatchObject(replayed?.present ?? { state: 'no lines' });
}

function expectClosed(card: Message): void {
  expect(factsOf(card)).toMatchObject({
    state: 'unknown',
    outcomes: 'u a18',
    resolution: 'unresolved',
    arrival: 'not_confirmed',
  });
  for (const name of ['resolution_until', 'arrival_until', 'arrival_ask_at', 'arrival_by'])
    expect(factsOf(card)).not.toHaveProperty(name);
  expect(buttonsOf(card)).toEqual(['again']);
  expectReplayed(card);
}

describe('a request whose execution was stopped on AWS during the follow-up', () => {
  it('is closed by worker with the truth, once on the card and in the thread', async () => {
    const before = await followedUp();
    const question = await asked(before);
    expect(buttonsOf(question)).toEqual(['doo_started', 'doo_not_started', 'arrived', 'not_yet']);
    await stop(before);
    const lines = linesOf(product(), before).length;
    expect(await reconcile()).toEqual({ closed: 1, differences: 0 });

    const card = now(product(), before);
    expectClosed(card);
    const words = wordsOf(card);
    expect(words).toContain('Still unclear: doo may have started sending');
    expect(words).toContain('AWS says that the execution was stopped.');
    expect(words).toContain('No one is asked about this request any more.');
    expect(words).toContain('No one confirmed they arrived by');
    expect(words).toContain(`<@${people.approver}> approved`);
    expect(words).toContain('CRM outage on Friday');
    expect(words).toMatch(/Unclear: 41231\b/);
    expect(words).not.toMatch(/Check:|confirms by|answer in the thread/);
    expect(linesOf(product(), card).slice(lines)).toEqual([
      expect.stringMatching(/^No one confirmed by .* whether doo started/),
      expect.stringMatching(/^No one confirmed they arrived by/),
    ]);
    expect(await reconcile()).toEqual({ closed: 0, differences: 0 });
    expect(linesOf(product(), card)).toHaveLength(lines + 2);
    expect(initCallsSince(product(), card)).toHaveLength(2);
  });

  it('takes the buttons from a question that an earlier version asked in the thread', async () => {
    const before = await followedUp();
    const { ts } = askedInThread(product(), await asked(before));
    await stop(before);
    expect(await reconcile()).toEqual({ closed: 1, differences: 0 });
    const question = product()
      .slack.client.thread(people.approvals, before.ts)
      .find((message) => message.ts === ts);
    expect(buttonsOf(question)).toEqual([]);
    expect(question?.text).toMatch(/Did they arrive\?\nNo one confirmed they arrived by <!date/);
  });

  it('is closed even before anybody was asked, who then never is', async () => {
    const before = await press(product(), people.approver, await ask(product()), 'approve');
    expect(factsOf(before)).toMatchObject({ state: 'accepted', arrival: 'awaited' });
    await stop(before);
    expect(await reconcile()).toEqual({ closed: 1, differences: 0 });
    const card = now(product(), before);
    expect(factsOf(card)).toMatchObject({ state: 'accepted', arrival: 'not_confirmed' });
    expect(wordsOf(card)).toContain('Accepted');
    expect(wordsOf(card)).not.toContain("we'll ask");
    expect(linesOf(product(), card).join()).not.toContain('Did they reach the customer?');
    expectReplayed(card);
  });

  it('is closed by a late answer, which is told about it', async () => {
    const before = await followedUp();
    const question = await asked(before);
    await click(product(), people.requester, question, 'not_yet');
    await product().lambda.idle();
    expect(factsOf(now(product(), before))).toMatchObject({ arrival: 'not_yet' });
    await stop(before);
    const told = await toldBy(product(), people.requester, () =>
      click(product(), people.requester, now(product(), before), 'arrived'),
    );
    expect(told).toContain('No one is asked about this request any more');
    expectClosed(now(product(), before));
    const again = await toldBy(product(), people.requester, () =>
      click(product(), people.requester, question, 'arrived'),
    );
    expect(again).toContain('Too late to answer.');
  });

  it('is closed by a late resolution, which keeps the typed text', async () => {
    const before = await followedUp();
    await click(product(), people.approver, before, 'doo_started');
    await fillReason(product(), people.approver, 'Seen in the log');
    await stop(before);
    const { errors } = await submit(product(), people.approver);
    expect(errors.reason).toContain('No one is asked about this request any more');
    await product().lambda.idle();
    expectClosed(now(product(), before));
  });

  it('is left alone while AWS cannot answer, and while it runs', async () => {
    const before = await followedUp();
    expect(await reconcile()).toEqual({ closed: 0, differences: 0 });
    expect(now(product(), before)).toEqual(before);
    await stop(before);
    product().lambda.faults.add({ operation: 'GetDurableExecution', fault: '500', times: 3 });
    expect(await reconcile()).toMatchObject({ closed: 0 });
    expect(now(product(), before)).toEqual(before);
    expect(await reconcile()).toMatchObject({ closed: 1 });
  });

  it('gets each line once even if closing it was interrupted', async () => {
    const before = await followedUp();
    await stop(before);
    product().slack.faults.add({ method: 'chat.update', fault: { error: 'is_archived' } });
    expect(await reconcile()).toMatchObject({ closed: 0 });
    product().clock.advance(MINUTE_MS);
    expect(await reconcile()).toMatchObject({ closed: 1 });
    const card = now(product(), before);
    expectClosed(card);
    const ends = linesOf(product(), card).filter((line) => /^No one confirmed/.test(line));
    expect(ends).toHaveLength(2);
  });
});

describe('a request whose follow-up ended while the channel was unreachable', () => {
  it('is closed with what the execution recorded', async () => {
    const sandbox = product();
    const before = await press(sandbox, people.approver, await ask(sandbox), 'approve');
    const channel = sandbox.slack.workspace.channel(people.approvals);
    if (channel === undefined) throw new Error('no channel');
    channel.members = channel.members.filter((id) => id !== people.botUser);
    const isOver = () => executionOf(sandbox, before).status !== 'RUNNING';
    await passTime(sandbox, isOver, { stepMs: 24 * HOUR_MS });
    channel.members.push(people.botUser);
    expect(factsOf(now(sandbox, before))).toMatchObject({ arrival: 'awaited' });
    expect(await reconcile()).toEqual({ closed: 1, differences: 0 });
    const card = now(sandbox, before);
    expect(factsOf(card)).toMatchObject({ state: 'accepted', arrival: 'not_confirmed' });
    expect(wordsOf(card)).toContain('whoever asked was told directly');
    expectReplayed(card);
  });
});

describe('a request whose last answer was given while Slack refused metadata', () => {
  /** A card tries three forms of its metadata, the last of which is none. */
  const refuseMetadata = (times: number) =>
    product().slack.faults.add({
      method: 'chat.update',
      fault: { error: 'invalid_metadata_schema' },
      times,
    });

  async function closed(before: Message): Promise<Message> {
    await passTime(product(), () => executionOf(product(), before).status !== 'RUNNING');
    product().slack.faults.clear();
    expect(await reconcile()).toEqual({ closed: 1, differences: 0 });
    return now(product(), before);
  }

  it('is closed with who confirmed the arrival, and when', async () => {
    const before = await press(product(), people.approver, await ask(product()), 'approve');
    const question = await asked(before);
    refuseMetadata(2);
    const saidAt = Math.floor(product().clock.now() / 1000);
    await click(product(), people.requester, question, 'arrived');
    const card = await closed(before);
    expect(factsOf(card)).toMatchObject({ arrival: 'arrived', arrival_by: people.requester });
    expect(Math.abs(Number(factsOf(card).arrival_at) - saidAt)).toBeLessThan(60);
    expect(wordsOf(card)).toContain(`<@${people.requester}> confirmed they arrived`);
    expectReplayed(card);
  });

  it('is closed with who resolved it, and why', async () => {
    const before = await followedUp();
    await click(product(), people.requester, await asked(before), 'arrived');
    await product().lambda.idle();
    expect(factsOf(now(product(), before))).toMatchObject({ arrival: 'arrived' });
    refuseMetadata(2);
    await click(product(), people.approver, now(product(), before), 'doo_started');
    await fillReason(product(), people.approver, 'Seen in their log');
    await submit(product(), people.approver);
    const card = await closed(before);
    expect(factsOf(card)).toMatchObject({
      resolution: 'started',
      resolution_by: people.approver,
      resolution_reason: 'Seen in their log',
    });
    expect(wordsOf(card)).toContain(`<@${people.approver}> confirmed that doo started sending`);
    expectReplayed(card);
  });
});

describe('Stop the rest on a card whose execution was stopped on AWS', () => {
  it('says so and closes the card', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232 41233' });
    await sandbox.doo.faults.set('init', { kind: 'hang', acts: true });
    await click(sandbox, people.approver, waiting, 'approve');
    const hasStop = () => findElement(now(sandbox, waiting).blocks ?? [], 'stop') !== undefined;
    await until('the button', () => hasStop() || undefined);
    await stop(waiting);
    await sandbox.hosts.repush.killAll();
    const told = await toldBy(sandbox, people.approver, () =>
      click(sandbox, people.approver, now(sandbox, waiting), 'stop'),
    );
    expect(told).toContain('This request ended without a result');
    expect(stateOf(now(sandbox, waiting))).toBe('failed');
  });
});
