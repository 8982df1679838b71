import { cards, click } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it } from 'vitest';
import { endUnnoticed } from '../../../support/end-on-aws.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  factsOf,
  hasButtons,
  linesOf,
  MINUTE_MS,
  now,
  press,
  stateOf,
  wordsOf,
} from '../../../support/requests.ts';

/** Two processes of `worker`, so that two closings run concurrently. */
const product = productForFile({ maxProcesses: { repush: 1, worker: 2 } });
const FOR_EVER = 10_000;

afterEach(() => product().slack.faults.clear());

const LASTING = [
  'invalid_blocks',
  'msg_blocks_too_long',
  'msg_too_long',
  'restricted_action',
  'edit_window_closed',
  'metadata_too_large',
];
const NOTHING_SENT = "doo hadn't been asked, so nothing was sent.";
const NO_CHANGE = 'Slack takes no change of this card';

const refused = (method: string, error: string, having?: string) =>
  product().slack.faults.add({
    method,
    fault: { error },
    times: FOR_EVER,
    ...(having && { having }),
  });

const run = (task: object) => product().hosts.worker.invoke({ v: 1, ...task });
const closed = (card: Message) => run({ task: 'close', ts: card.ts });
const toldOf = (card: Message) =>
  product()
    .slack.client.directMessages(people.requester)
    .filter(({ text }) => text.includes(String(factsOf(card).reference)));
const linesSaying = (card: Message) =>
  linesOf(product(), card).filter((line) => line.startsWith(NO_CHANGE));
const newerOf = (card: Message) =>
  cards(product()).filter(
    (other) => factsOf(other).execution === factsOf(card).execution && other.ts !== card.ts,
  );
const lastAnswer = (userId: string) => product().slack.client.ephemerals(userId).at(-1)?.text;

describe('a card that Slack refuses to change after its execution has ended', () => {
  it.each(LASTING)(
    'is replaced by a card that shows the end, and reported once: %s',
    async (error) => {
      const sandbox = product();
      const card = await ask(sandbox);
      await endUnnoticed(sandbox, card);
      refused('chat.update', error);
      for (let round = 0; round < 3; round += 1) await closed(card);
      expect(stateOf(now(sandbox, card))).toBe('waiting');
      expect(linesSaying(card)).toHaveLength(1);
      expect(linesSaying(card)[0]).toContain(NOTHING_SENT);
      const [newer, ...more] = newerOf(card);
      expect(more).toEqual([]);
      expect(newer && [stateOf(newer), hasButtons(newer)]).toEqual(['failed', false]);
      expect(newer && wordsOf(newer)).toContain("Slack didn't take changes of the original");
      expect(toldOf(card)).toHaveLength(1);
      expect(toldOf(card).map(wordsOf).join()).toContain(NOTHING_SENT);
    },
  );

  it('is reported once by two concurrent closings and the next daily run', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    await endUnnoticed(sandbox, card);
    refused('chat.update', 'invalid_blocks');
    await Promise.all([closed(card), closed(card)]);
    await run({ task: 'reconcile' });
    expect(linesSaying(card)).toHaveLength(1);
    expect(newerOf(card)).toHaveLength(1);
    expect(toldOf(card)).toHaveLength(1);
  });

  it('is reported within a minute of AWS’s event', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    refused('chat.update', 'invalid_blocks');
    await sandbox.lambda.control.fail(executionOf(sandbox, card).arn);
    sandbox.clock.advance(MINUTE_MS);
    await sandbox.lambda.idle();
    expect(toldOf(card)).toHaveLength(1);
    expect(linesSaying(card)).toHaveLength(1);
  });

  it.each(['approve', 'cancel'] as const)(
    'answers its buttons with the truth: %s',
    async (button) => {
      const sandbox = product();
      const card = await ask(sandbox);
      await endUnnoticed(sandbox, card);
      refused('chat.update', 'restricted_action');
      const who = button === 'cancel' ? people.requester : people.approver;
      await click(sandbox, who, card, button);
      await sandbox.lambda.idle();
      expect(lastAnswer(who)).toContain('ended without a result');
      expect(lastAnswer(who)).not.toContain('will be closed');
      await click(sandbox, who, card, button);
      expect(lastAnswer(who)).toContain('ended without a result');
      expect(toldOf(card)).toHaveLength(1);
    },
  );

  it('is reported to the requester if the channel accepts nothing at all', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    await endUnnoticed(sandbox, card);
    refused('chat.update', 'restricted_action');
    refused('chat.postMessage', 'restricted_action', 'metadata');
    for (let round = 0; round < 3; round += 1) await closed(card);
    expect(newerOf(card)).toEqual([]);
    expect(toldOf(card)).toHaveLength(1);
    expect(toldOf(card).map(wordsOf).join()).toContain(NOTHING_SENT);
  });
});

describe('a closing that fails midway', () => {
  it.each([
    ['the direct message', 'conversations.open', undefined],
    ['the line of the thread', 'chat.postMessage', 'metadata'],
  ] as const)('is completed by the next one, and reported once: %s', async (_, method, having) => {
    const sandbox = product();
    const card = await ask(sandbox);
    refused('chat.update', 'invalid_blocks');
    await sandbox.lambda.control.fail(executionOf(sandbox, card).arn);
    const fault = { method, fault: 'http_500', times: 1, ...(having && { having }) } as const;
    sandbox.slack.faults.add(fault);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      sandbox.clock.advance(MINUTE_MS);
      await sandbox.lambda.idle();
    }
    expect(linesSaying(card)).toHaveLength(1);
    expect(newerOf(card)).toHaveLength(1);
    expect(toldOf(card)).toHaveLength(1);
  });
});

describe('a card whose channel accepts nothing after its execution has ended', () => {
  it.each([
    ['not_in_channel', "This app isn't in"],
    ['channel_not_found', 'Have someone invite the app'],
    ['is_archived', 'is archived. Have it unarchived'],
  ])('is reported to the requester, and closed once that is possible: %s', async (error, words) => {
    const sandbox = product();
    const card = await ask(sandbox);
    const methods = ['chat.update', 'chat.postMessage'];
    if (error !== 'is_archived') methods.push('conversations.history', 'conversations.replies');
    for (const method of methods)
      refused(method, error, method === 'chat.postMessage' ? 'metadata' : undefined);
    await sandbox.lambda.control.fail(executionOf(sandbox, card).arn);
    sandbox.clock.advance(MINUTE_MS);
    await sandbox.lambda.idle();
    expect(toldOf(card).map(wordsOf)).toEqual([expect.stringContaining(NOTHING_SENT)]);
    expect(toldOf(card).map(wordsOf).join()).toContain(words);
    sandbox.slack.faults.clear();
    await run({ task: 'reconcile' });
    expect(stateOf(now(sandbox, card))).toBe('failed');
    expect(newerOf(card)).toEqual([]);
    expect(toldOf(card)).toHaveLength(1);
  });
});

describe('the follow-up of a card that Slack refuses to change', () => {
  it('gets its lines, and is reported once', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232' });
    await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    await endUnnoticed(sandbox, card);
    refused('chat.update', 'invalid_blocks');
    for (let round = 0; round < 2; round += 1) await closed(card);
    const lines = linesOf(sandbox, card);
    expect(lines.filter((line) => /^No one confirmed/.test(line))).toHaveLength(2);
    expect(linesSaying(card)).toHaveLength(1);
    expect(linesSaying(card)[0]).toContain('No one is asked about this request any more.');
    expect(newerOf(card).map(stateOf)).toEqual(['unknown']);
    expect(toldOf(card)).toHaveLength(1);
  });
});
