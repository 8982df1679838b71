import { cards, click } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it } from 'vitest';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  factsOf,
  hasButtons,
  initCallsSince,
  linesOf,
  now,
  passTime,
  stateOf,
  wordsOf,
} from '../../../support/requests.ts';

const product = productForFile();
const FOR_EVER = 10_000;

afterEach(() => product().slack.faults.clear());

const OF_BLOCKS = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'];
const OF_TEXT = ['msg_too_long', 'msg_too_large'];
const OF_METADATA = ['metadata_too_large', 'invalid_metadata_format', 'invalid_metadata_schema'];

const refused = (method: string, error: string, times: number, having?: string) =>
  product().slack.faults.add({ method, fault: { error }, times, ...(having && { having }) });

const toldOf = (userId: string, card: Parameters<typeof factsOf>[0]) =>
  product()
    .slack.client.directMessages(userId)
    .filter((message) => message.text.includes(String(factsOf(card).reference)));

describe('an edit of the card that Slack refuses once', () => {
  it.each([...OF_BLOCKS, ...OF_TEXT, ...OF_METADATA])(
    'is repeated in a simpler form: %s',
    async (error) => {
      const sandbox = product();
      const waiting = await ask(sandbox);
      refused('chat.update', error, 1);
      await click(sandbox, people.approver, waiting, 'approve');
      const card = await endOf(sandbox, waiting);
      expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
      expect(stateOf(card)).toBe('accepted');
      expect(wordsOf(card)).toContain('Accepted: 412 orders');
      expect(linesOf(sandbox, card)).toHaveLength(3);
    },
  );
});

describe('a card whose blocks Slack refuses from the approval on', () => {
  it.each(OF_BLOCKS)('says in plain text what became of the request: %s', async (error) => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    refused('chat.update', error, FOR_EVER, 'blocks');
    await click(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    expect(card.text).toMatch(/Accepted: 412 orders.*Orders of 41231/s);
    expect(card.text).toContain('Its buttons are missing');
    expect(hasButtons(card)).toBe(false);
    expect(stateOf(card)).toBe('accepted');
    const edits = sandbox.slack.calls.filter(
      ({ method, args }) => method === 'chat.update' && args.ts === card.ts,
    );
    const withBlocks = edits.filter(({ args }) => JSON.stringify(args.blocks ?? []) !== '[]');
    expect(withBlocks).toHaveLength(4);
  });
});

describe('a card whose metadata Slack refuses from the approval on', () => {
  it.each(OF_METADATA)('still shows its end: %s', async (error) => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    refused('chat.update', error, FOR_EVER, 'metadata');
    await click(sandbox, people.approver, waiting, 'approve');
    await passTime(sandbox, () => wordsOf(now(sandbox, waiting)).includes('Accepted: 412 orders'), {
      stepMs: 1_000,
    });
    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
    expect(hasButtons(now(sandbox, waiting))).toBe(false);
    expect(wordsOf(now(sandbox, waiting))).toMatch(/^:white_check_mark: Accepted/);
  });
});

describe('a card that Slack refuses to change', () => {
  it.each(['invalid_blocks', 'edit_window_closed', 'restricted_action', 'message_limit_exceeded'])(
    'is shown again with its end, and its thread says so: %s',
    async (error) => {
      const sandbox = product();
      const waiting = await ask(sandbox);
      const before = cards(sandbox).length;
      refused('chat.update', error, FOR_EVER);
      await click(sandbox, people.approver, waiting, 'approve');
      await passTime(sandbox, () => cards(sandbox).length > before, { stepMs: 10_000, steps: 500 });
      const [card] = cards(sandbox).slice(before);
      if (card === undefined) throw new Error('no card');
      expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
      expect(stateOf(card)).toBe('accepted');
      expect(factsOf(card).execution).toBe(factsOf(waiting).execution);
      expect(wordsOf(card)).toContain("Slack didn't take changes of the original");
      await passTime(sandbox, () => linesOf(sandbox, card).length > 1, { stepMs: 1_000 });
      expect(linesOf(sandbox, waiting).at(-1)).toMatch(/^Slack takes no change of this card/);
      await click(sandbox, people.approver, waiting, 'approve');
      const [answer] = sandbox.slack.client.ephemerals(people.approver).slice(-1);
      expect(answer?.text).toContain('This request is closed');
    },
  );

  it('is reported to requester and approver if nothing can be posted either', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    refused('chat.update', 'restricted_action', FOR_EVER);
    refused('chat.postMessage', 'restricted_action', FOR_EVER, 'metadata');
    await click(sandbox, people.approver, waiting, 'approve');
    const told = () => [...toldOf(people.requester, waiting), ...toldOf(people.approver, waiting)];
    await passTime(sandbox, () => told().length > 1, { stepMs: 10_000, steps: 500 });
    for (const message of told()) expect(wordsOf(message)).toContain('Accepted: 412 orders');
    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
    expect(executionOf(sandbox, waiting).status).toBe('SUCCEEDED');
  });
});

describe('a thread line that Slack refuses', () => {
  it.each([...OF_BLOCKS.map((error) => [error, 'blocks']), ['msg_too_long', 'blocks']])(
    'is posted in plain words: %s',
    async (error, having) => {
      const sandbox = product();
      const waiting = await ask(sandbox);
      refused('chat.postMessage', String(error), FOR_EVER, having);
      await click(sandbox, people.approver, waiting, 'approve');
      const card = await endOf(sandbox, waiting);
      expect(linesOf(sandbox, card)).toHaveLength(3);
    },
  );
});

describe('a Home tab that Slack refuses', () => {
  it('is published without the requests', async () => {
    const sandbox = product();
    await ask(sandbox);
    refused('views.publish', 'invalid_arguments', 1);
    await sandbox.slack.client.openHome(people.approver);
    await sandbox.lambda.idle();
    const view = sandbox.slack.calls.findLast(({ method, ok }) => method === 'views.publish' && ok);
    expect(JSON.stringify(view?.args.view)).toContain('Ask for a repush');
  });
});
