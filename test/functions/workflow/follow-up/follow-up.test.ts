import { click, submit } from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { removeMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CALLBACK_FAILURES,
  callbackOf,
  completeCallback,
  failCallback,
  HUGE_TEXT,
  TEXTS_OF_NO_MEANING,
} from '../../../support/callbacks.ts';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { askedInThread } from '../../../support/old-question.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { changedInteraction } from '../../../support/raw-delivery.ts';
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
const DAY_MS = 24 * HOUR_MS;

afterEach(() => {
  expect(failedDeliveries(product())).toEqual([]);
  const channel = product().slack.workspace.channel(people.approvals);
  if (channel?.members.includes(people.botUser) === false) channel.members.push(people.botUser);
});

/** A request with one call whose outcome is unknown. */
async function unknown(eventIds = '41231'): Promise<Message> {
  const sandbox = product();
  const waiting = await ask(sandbox, { eventIds });
  await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
  await press(sandbox, people.approver, waiting, 'approve');
  return endOf(sandbox, waiting);
}

async function accepted(): Promise<Message> {
  const sandbox = product();
  return press(sandbox, people.approver, await ask(sandbox), 'approve');
}

/** The card, once it asks whether the webhooks arrived. */
async function asking(card: Message): Promise<Message> {
  await passTime(product(), () => factsOf(now(product(), card)).arrival !== 'awaited');
  return now(product(), card);
}

const buttonsOf = (message: Message) =>
  ['doo_started', 'doo_not_started', 'arrived', 'not_yet', 'again'].filter(
    (id) => findElement(message.blocks ?? [], id) !== undefined,
  );

const answer = (userId: string, message: Message, actionId: string) =>
  toldBy(product(), userId, () => click(product(), userId, message, actionId));

async function resolve(userId: string, card: Message, actionId: string, reason: string) {
  await click(product(), userId, card, actionId);
  await fillReason(product(), userId, reason);
  const { errors } = await submit(product(), userId);
  await product().lambda.idle();
  return errors;
}

/** Expects the thread alone to tell the same as the card. */
function expectReplayed(card: Message): void {
  const { botId } = product().slack.workspace.state.app;
  const messages = product().slack.client.thread(people.approvals, card.ts);
  const replayed = replay(messages, botId, String(factsOf(card).execution));
  expect(factsOf(card)).toMatchObject(replayed?.present ?? { state: 'no lines' });
}

async function ended(card: Message): Promise<Message> {
  const isOver = () => executionOf(product(), card).status !== 'RUNNING';
  await passTime(product(), isOver, { stepMs: DAY_MS });
  return now(product(), card);
}

const resultOf = (card: Message) => JSON.parse(executionOf(product(), card).result ?? '{}');

describe('an unknown outcome', () => {
  it('is explained on the card, with how to check and who may resolve it', async () => {
    const card = await unknown();
    expect(stateOf(card)).toBe('unknown');
    expect(wordsOf(card)).toContain('*Check:*');
    expect(buttonsOf(card)).toEqual(['doo_started', 'doo_not_started']);
    expect(factsOf(card)).toMatchObject({ resolution: 'open' });
    expectReplayed(card);
  });

  it.each([
    ['doo_started', 'started', 'doo started sending'],
    ['doo_not_started', 'not_started', "doo didn't start"],
  ])('is resolved by an approver with a reason: %s', async (actionId, resolution, words) => {
    const before = await unknown();
    expect(await resolve(people.approver, before, actionId, 'Seen in the log: 12')).toEqual({});
    const card = now(product(), before);
    expect(stateOf(card)).toBe('unknown');
    expect(factsOf(card)).toMatchObject({
      resolution,
      resolution_by: people.approver,
      resolution_reason: 'Seen in the log: 12',
    });
    expect(wordsOf(card)).toContain(`Confirmed: ${words}`);
    expect(wordsOf(card)).toContain('Seen in the log: 12');
    expect(buttonsOf(card)).toEqual(['again']);
    expect(linesOf(product(), card).at(-1)).toMatch(
      new RegExp(`^Confirmed <!date.*: ${words}\\. Seen in the log: 12$`),
    );
    expect(initCallsSince(product(), card)).toHaveLength(1);
    expectReplayed(card);
    expect(executionOf(product(), card).status).toBe('SUCCEEDED');
    expect(resultOf(card)).toMatchObject({ state: 'unknown', resolution });
  });

  it.each([
    ['the person who asked', people.requester, 'an approver has to confirm it'],
    ['a member who is no approver', people.secondRequester, 'is not an approver'],
    ['a guest', people.guest, 'is a guest'],
  ])('is not resolved by %s, who is told who may', async (_who, userId, why) => {
    const card = await unknown();
    const told = await answer(userId, card, 'doo_started');
    expect(told).toContain(why);
    expect(told).toContain(`Ask <@${people.approver}>`);
    expect(product().slack.client.openView(userId)).toBeUndefined();
    expect(now(product(), card)).toEqual(card);
  });

  it.each([
    [
      JSON.stringify({ v: 1, resolution: 'started', by: people.requester, reason: 'x' }),
      'asked for',
    ],
    [JSON.stringify({ v: 1, arrival: 'arrived', by: people.requester }), 'what is not asked'],
    ['{', 'cannot be read'],
  ])(
    'is judged by the workflow even if a resolution bypasses the slack function, and stays open: %s',
    async (raw, why) => {
      const before = await unknown();
      await completeCallback(product(), callbackOf(before, 'doo_started'), raw);
      const card = now(product(), before);
      expect(linesOf(product(), card).at(-1)).toMatch(/ tried to answer .* stays open\.$/);
      expect(linesOf(product(), card).at(-1)).toContain(why);
      expect(factsOf(card)).toMatchObject({ resolution: 'open' });
      expect(callbackOf(card, 'doo_started')).not.toBe(callbackOf(before, 'doo_started'));
      expect(await resolve(people.approver, card, 'doo_started', 'seen')).toEqual({});
      expect(factsOf(now(product(), card))).toMatchObject({ resolution: 'started' });
    },
  );

  it('is not resolved by a meaningless text or a failure of the callback', async () => {
    const sandbox = product();
    const before = await unknown();
    const callback = () => callbackOf(now(sandbox, before), 'doo_started');
    const expectOpen = (answers: number) => {
      const refused = linesOf(sandbox, before).filter((line) => line.includes(' tried to answer '));
      expect(refused).toHaveLength(answers);
      expect(refused.at(-1)).toContain('but sent an answer that cannot be read');
      expect(factsOf(now(sandbox, before))).toMatchObject({ resolution: 'open' });
    };
    const texts = [...TEXTS_OF_NO_MEANING, HUGE_TEXT];
    for (const [index, text] of texts.entries()) {
      await completeCallback(sandbox, callback(), text);
      expectOpen(index + 1);
    }
    for (const [index, error] of CALLBACK_FAILURES.entries()) {
      await failCallback(sandbox, callback(), error);
      expectOpen(texts.length + index + 1);
    }
    expect(await resolve(people.approver, now(sandbox, before), 'doo_started', 'seen')).toEqual({});
    expect(factsOf(now(sandbox, before))).toMatchObject({ resolution: 'started' });
  });

  it('is unresolved after seven days, and a late click says so', async () => {
    const before = await unknown();
    const card = await ended(before);
    expect(factsOf(card)).toMatchObject({ state: 'unknown', resolution: 'unresolved' });
    expect(wordsOf(card)).toContain('Still unclear: doo may have started sending');
    expect(buttonsOf(card)).toEqual(['again']);
    expect(linesOf(product(), card).at(-1)).toMatch(/^No one confirmed by .* whether doo started/);
    expectReplayed(card);
    const errors = await resolve(people.approver, before, 'doo_started', 'late');
    expect(errors.reason).toContain('Too late to answer.');
  });

  it('tells a second person that it has been resolved, and by whom', async () => {
    const before = await unknown();
    await click(product(), people.groupApprover, before, 'doo_not_started');
    await fillReason(product(), people.groupApprover, 'I saw nothing');
    await resolve(people.approver, before, 'doo_started', 'seen');
    const { errors } = await submit(product(), people.groupApprover);
    expect(errors.reason).toBe(
      'Already answered: a colleague said that doo started sending. Your answer changes nothing.',
    );
  });

  it('is followed up concurrently with what was accepted', async () => {
    const before = await unknown('41231 41232');
    expect(factsOf(before)).toMatchObject({ resolution: 'open', arrival: 'awaited' });
    const question = await asking(before);
    await resolve(people.approver, now(product(), before), 'doo_started', 'seen');
    const open = await asking(before);
    expect(buttonsOf(question)).toEqual(['doo_started', 'doo_not_started', 'arrived', 'not_yet']);
    expect(buttonsOf(open)).toEqual(['arrived', 'not_yet', 'again']);
    expect(callbackOf(open, 'arrived')).not.toBe(callbackOf(question, 'arrived'));
    await answer(people.requester, open, 'arrived');
    const card = now(product(), before);
    expect(factsOf(card)).toMatchObject({ resolution: 'started', arrival: 'arrived' });
    expectReplayed(card);
    expect(executionOf(product(), card).status).toBe('SUCCEEDED');
  });
});

describe('the question about the arrival', () => {
  it('is asked when doo should be done, and nobody claims an arrival before that', async () => {
    const card = await accepted();
    expect(factsOf(card)).toMatchObject({ state: 'accepted', arrival: 'awaited' });
    product().clock.advance(8 * MINUTE_MS);
    await product().lambda.idle();
    expect(factsOf(now(product(), card))).toMatchObject({ arrival: 'awaited' });
    product().clock.advance(2 * MINUTE_MS);
    await product().lambda.idle();
    const asked = await asking(card);
    expect(linesOf(product(), card).at(-1)).toMatch(
      /^<@U0RENEREQU> doo should be done with 412 orders\. Did they reach the customer\?/,
    );
    expect(wordsOf(asked)).toContain('*Did they arrive?* <@U0RENEREQU>');
    expect(buttonsOf(asked)).toEqual(['arrived', 'not_yet', 'again']);
    expect(factsOf(asked)).toMatchObject({ arrival: 'asked' });
    for (const words of [wordsOf(asked), ...linesOf(product(), asked)])
      expect(words).not.toMatch(/(?<!isn't )delivered|confirmed they arrived/);
    expectReplayed(asked);
  });

  it.each([
    ['the requester', people.requester],
    ['an approver', people.approver],
  ])('is answered by %s', async (_who, userId) => {
    const before = await accepted();
    const question = await asking(before);
    expect(await answer(userId, question, 'arrived')).toBe('');
    const card = now(product(), before);
    expect(factsOf(card)).toMatchObject({ arrival: 'arrived', arrival_by: userId });
    expect(wordsOf(card)).toContain(`<@${userId}> confirmed they arrived`);
    expect(linesOf(product(), card).at(-1)).toMatch(/^Confirmed <!date.*: they arrived\.$/);
    expect(buttonsOf(card)).toEqual(['again']);
    expectReplayed(card);
    expect(resultOf(card)).toMatchObject({ state: 'accepted', arrival: 'arrived' });
    const late = await answer(people.groupApprover, question, 'not_yet');
    expect(late).toContain(`<@${userId}> said that the webhooks arrived`);
  });

  it('is answered where an earlier version asked it, in the thread', async () => {
    const before = await accepted();
    const question = askedInThread(product(), await asking(before));
    expect(await answer(people.requester, question, 'arrived')).toBe('');
    expect(factsOf(now(product(), before))).toMatchObject({ arrival: 'arrived' });
  });

  it('can be answered again after "not yet", and is not confirmed after seven days', async () => {
    const before = await accepted();
    const question = await asking(before);
    await answer(people.requester, question, 'not_yet');
    expect(factsOf(now(product(), before))).toMatchObject({
      arrival: 'not_yet',
      arrival_by: people.requester,
    });
    const again = await asking(before);
    expect(buttonsOf(again)).toEqual(['arrived', 'not_yet', 'again']);
    expect(await answer(people.requester, question, 'arrived')).toContain('try again');
    const card = await ended(before);
    expect(factsOf(card)).toMatchObject({ arrival: 'not_confirmed' });
    expect(factsOf(card)).not.toHaveProperty('arrival_by');
    expect(linesOf(product(), card).at(-1)).toMatch(/^No one confirmed they arrived by/);
    expect(buttonsOf(card)).toEqual(['again']);
    expectReplayed(card);
    expect(await answer(people.requester, again, 'arrived')).toContain('Too late to answer.');
  });

  it('records "not yet" once: a repetition is told so, and an approver can still resolve', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232' });
    await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
    await press(sandbox, people.approver, waiting, 'approve');
    const before = await endOf(sandbox, waiting);
    await asking(before);
    await answer(people.requester, await asking(before), 'not_yet');
    const lines = linesOf(sandbox, before);
    const operations = executionOf(sandbox, before).operations.length;
    for (let time = 1; time <= 10; time++)
      for (const userId of [people.requester, people.approver])
        expect(await answer(userId, await asking(before), 'not_yet')).toContain(
          `<@${people.requester}> already said "not yet"`,
        );
    expect(linesOf(sandbox, before)).toEqual(lines);
    expect(executionOf(sandbox, before).operations).toHaveLength(operations);
    expect(await resolve(people.approver, now(sandbox, before), 'doo_started', 'Seen')).toEqual({});
    expect(factsOf(now(sandbox, before))).toMatchObject({
      resolution: 'started',
      arrival: 'not_yet',
    });
  });

  it('is not open to others', async () => {
    const card = await accepted();
    const question = await asking(card);
    const told = await answer(people.secondRequester, question, 'arrived');
    expect(told).toContain('is not an approver');
    expect(told).toContain(`Ask <@${people.requester}>, <@${people.approver}>`);
    expect(factsOf(now(product(), card))).toMatchObject({ arrival: 'asked' });
  });

  it.each([
    ['in another channel', { channel: { id: people.general } }],
    ['on a message of another app', { message: { bot_id: 'B0OTHERAPP' } }],
  ])(
    'is not answered by a button %s',
    async (_where, { channel = {}, message = {} }: { channel?: object; message?: object }) => {
      const card = await accepted();
      const question = await asking(card);
      const recorded = await click(product(), people.secondRequester, question, 'arrived');
      const body = changedInteraction(recorded.body, (payload) => ({
        ...payload,
        user: { id: people.requester, team_id: people.team },
        channel: { ...Object(payload.channel), ...channel },
        message: { ...Object(payload.message), ...message },
      }));
      const told = await toldBy(product(), people.secondRequester, () =>
        product().slack.client.redeliver({ ...recorded, body }),
      );
      expect(told).toContain('This button is out of date.');
      expect(factsOf(now(product(), card))).toMatchObject({ arrival: 'asked' });
    },
  );

  it('is not asked if doo accepted nothing', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41233' });
    const card = await press(sandbox, people.approver, waiting, 'approve');
    expect(factsOf(card)).not.toHaveProperty('arrival');
    expect(linesOf(sandbox, card).at(-1)).toBe(
      'Event 41233: doo found nothing to send. Check the event ID, the resource and the time.',
    );
    expect(executionOf(sandbox, card).status).toBe('SUCCEEDED');
  });
});

describe('a channel that becomes unreachable during the follow-up', () => {
  it('sends the end to the requester and leaves it in the execution', async () => {
    const sandbox = product();
    const card = await accepted();
    const channel = sandbox.slack.workspace.channel(people.approvals);
    if (channel === undefined) throw new Error('no channel');
    channel.members = channel.members.filter((id) => id !== people.botUser);
    await ended(card);
    const [told] = sandbox.slack.client.directMessages(people.requester).slice(-1);
    expect(told?.text).toContain(`We couldn't update the card in <#${people.approvals}>`);
    expect(resultOf(card)).toMatchObject({ outcomes: 'a412', arrival: 'not_confirmed' });
    expect(sandbox.logs.some(({ line }) => line.includes('"slack_write_failed"'))).toBe(true);
  });

  it('gets its card back if only that was lost, with a note and with what is open', async () => {
    const before = await unknown();
    const sandbox = product();
    await click(sandbox, people.approver, before, 'doo_started');
    await fillReason(sandbox, people.approver, 'seen');
    removeMessage(sandbox.slack.workspace, people.approvals, before.ts);
    await submit(sandbox, people.approver);
    await sandbox.lambda.idle();
    const card = sandbox.slack.client
      .messages(people.approvals)
      .findLast(({ metadata }) => metadata?.event_payload.execution === factsOf(before).execution);
    if (card === undefined) throw new Error('no card');
    expect(factsOf(card)).toMatchObject({ resolution: 'started' });
    expect(wordsOf(card)).toContain('Reposted: someone deleted');
    expectReplayed(card);
  });
});
