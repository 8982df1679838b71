import { cards, click } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it } from 'vitest';
import { endUnnoticed } from '../../../support/end-on-aws.ts';
import { logged } from '../../../support/log-lines.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  factsOf,
  linesOf,
  MINUTE_MS,
  now,
  press,
  stateOf,
  wordsOf,
} from '../../../support/requests.ts';

const product = productForFile();
const FOR_EVER = 10_000;

afterEach(() => product().slack.faults.clear());

const OF_BLOCKS = ['invalid_blocks', 'msg_blocks_too_long', 'too_many_blocks'];
const OF_METADATA = ['metadata_too_large', 'invalid_metadata_schema'];
const FOR_GOOD = ['messages_tab_disabled', 'user_disabled', 'restricted_action'];

const refused = (method: string, error: string, having?: string, times = FOR_EVER) =>
  product().slack.faults.add({ method, fault: { error }, times, ...(having && { having }) });

const run = (task: object) => product().hosts.worker.invoke({ v: 1, ...task });
const told = () => product().slack.client.directMessages(people.requester);

/** A request of which doo accepted one event while the other is unknown; its execution was stopped. */
async function stoppedFollowUp(): Promise<Message> {
  const sandbox = product();
  const waiting = await ask(sandbox, { eventIds: '41231 41232' });
  await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
  await press(sandbox, people.approver, waiting, 'approve');
  const card = await endOf(sandbox, waiting);
  await endUnnoticed(sandbox, card);
  return card;
}

function withoutCard(card: Message): void {
  const { messages } = product().slack.workspace.state;
  messages[people.approvals] = (messages[people.approvals] ?? []).filter(
    ({ ts, thread_ts: thread }) => ts !== card.ts && thread !== card.ts,
  );
}

async function failed(card: Message): Promise<void> {
  const { clock, lambda } = product();
  await lambda.control.fail(executionOf(product(), card).arn);
  for (let attempt = 0; attempt < 4; attempt += 1) {
    clock.advance(MINUTE_MS);
    await lambda.idle();
  }
}

describe('a line about what ended with its execution', () => {
  it.each([
    ...OF_BLOCKS.map((error) => [error, 'blocks'] as const),
    ...OF_METADATA.map((error) => [error, 'metadata'] as const),
  ])('is posted in a simpler form, once: %s', async (error, having) => {
    const sandbox = product();
    const card = await stoppedFollowUp();
    refused('chat.postMessage', error, having);
    for (let round = 0; round < 2; round += 1) await run({ task: 'close', ts: card.ts });
    const ends = linesOf(sandbox, card).filter((line) => /^No one confirmed/.test(line));
    expect(ends).toHaveLength(2);
    expect(factsOf(now(sandbox, card))).toMatchObject({ resolution: 'unresolved' });
  });

  it.each(['restricted_action', 'cannot_reply_to_message', 'msg_too_long'])(
    'is left out where Slack takes none, and the card says it: %s',
    async (error) => {
      const sandbox = product();
      const card = await stoppedFollowUp();
      const lines = linesOf(sandbox, card);
      refused('chat.postMessage', error);
      expect(await run({ task: 'close', ts: card.ts })).toMatchObject({ payload: { closed: 1 } });
      expect(linesOf(sandbox, card)).toEqual(lines);
      expect(factsOf(now(sandbox, card))).toMatchObject({ resolution: 'unresolved' });
      expect(wordsOf(now(sandbox, card))).toContain('No one confirmed by');
      expect(cards(sandbox).filter(({ ts }) => Number(ts) > Number(card.ts))).toEqual([]);
    },
  );
});

describe('a closed card', () => {
  it.each([
    ...OF_BLOCKS.map((error) => [error, 'blocks'] as const),
    ...OF_METADATA.map((error) => [error, 'metadata'] as const),
  ])('is written in a simpler form: %s', async (error, having) => {
    const sandbox = product();
    const card = await ask(sandbox);
    refused('chat.update', error, having);
    await failed(card);
    const shown = now(sandbox, card);
    expect(shown.text + wordsOf(shown)).toContain('AWS says that the execution failed.');
    expect(told().filter(({ text }) => text.includes(String(factsOf(card).reference)))).toEqual([]);
    if (having === 'blocks') expect(stateOf(now(sandbox, card))).toBe('failed');
  });
});

describe('the direct message if there is no card', () => {
  it.each(OF_BLOCKS)('is sent as plain text: %s', async (error) => {
    const card = await ask(product());
    withoutCard(card);
    refused('chat.postMessage', error, 'blocks');
    const before = told().length;
    await failed(card);
    expect(
      told()
        .slice(before)
        .map(({ text }) => text),
    ).toEqual([
      expect.stringMatching(/^Your request ended without a report, and it has no card\./),
    ]);
  });

  it.each(FOR_GOOD)('is not retried if Slack accepts no form, and is logged: %s', async (error) => {
    const sandbox = product();
    const card = await ask(sandbox);
    withoutCard(card);
    refused('chat.postMessage', error);
    const before = { told: told().length, calls: sandbox.slack.calls.length };
    await failed(card);
    expect(told()).toHaveLength(before.told);
    const calls = sandbox.slack.calls.slice(before.calls);
    expect(calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
    expect(logged(sandbox, 'write_refused').at(-1)).toMatchObject({
      what: 'direct message',
      refusal: error,
    });
  });
});

describe('the response to a click that closes a card', () => {
  it.each(['invalid_blocks', 'msg_too_long', 'used_url'])(
    'gives way to a sign of Slack where it is refused, and the card is closed: %s',
    async (error) => {
      const sandbox = product();
      const card = await ask(sandbox);
      await endUnnoticed(sandbox, card);
      refused('response_url', error);
      const before = sandbox.slack.client.notices(people.approver).length;
      await click(sandbox, people.approver, card, 'approve');
      await sandbox.lambda.idle();
      expect(sandbox.slack.client.notices(people.approver)).toHaveLength(before + 1);
      expect(stateOf(now(sandbox, card))).toBe('failed');
    },
  );
});
