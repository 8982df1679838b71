import type { LedgerCard } from '@doo-repush/functions/ledger/ledger-card';
import { type Stretch, scanLedger } from '@doo-repush/functions/ledger/scan';
import { createSlackClient } from '@doo-repush/functions/slack-api/client';
import type { Slack } from '@doo-repush/sandbox/slack/slack';
import { addMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { beforeEach, describe, expect, it } from 'vitest';
import { everydayCards, seedCards } from '../../support/seeded-ledger.ts';
import { startSlack } from '../../support/started-slack.ts';

const END_MS = Date.UTC(2026, 10, 20);
const TOKEN = 'placeholder-bot-token';

let slack: Slack;
let slept: number[];
let nowMs: number;

beforeEach(async () => {
  ({ slack } = await startSlack());
  slept = [];
  nowMs = END_MS;
});

const historyCalls = () => slack.calls.filter(({ method }) => method === 'conversations.history');

async function scan(
  stretch: Stretch = {},
  { withinMs = 60_000, most = Number.POSITIVE_INFINITY } = {},
) {
  const cards: LedgerCard[] = [];
  const client = createSlackClient(TOKEN, slack.url, 2_000);
  const patience = {
    deadlineMs: END_MS + withinMs,
    now: () => nowMs,
    sleep: async (ms: number) => {
      slept.push(ms);
      nowMs += ms;
    },
    log: { warn: () => undefined },
  };
  const source = { client, botId: people.bot, channel: people.approvals };
  const end = await scanLedger(source, stretch, patience, (page) => {
    cards.push(...page.cards);
    return cards.length >= most ? 'enough' : 'more';
  });
  return { end, cards };
}

describe('scanning the ledger', () => {
  it('reads 1,000 cards among other messages, newest first, in pages of 999', async () => {
    const seeded = seedCards(slack.workspace, everydayCards(1_000, END_MS));
    addMessage(slack.workspace, people.approvals, { user: people.approver }, { text: 'Hello' });
    const { end, cards } = await scan();
    expect(end).toEqual({ kind: 'complete' });
    expect(cards.map(({ ts }) => ts)).toEqual(seeded.map(({ ts }) => ts).toReversed());
    expect(historyCalls().map(({ args }) => args.limit)).toEqual(['999', '999']);
  });

  it('reads a range of time, newest first', async () => {
    const seeded = seedCards(slack.workspace, everydayCards(10, END_MS));
    const stamps = seeded.map(({ ts }) => ts);
    const { cards } = await scan({
      sinceMs: Number(stamps[3]) * 1000 - 500,
      beforeTs: stamps[7] ?? '',
    });
    expect(cards.map(({ ts }) => ts)).toEqual([stamps[6], stamps[5], stamps[4], stamps[3]]);
  });

  it('ends when it has enough', async () => {
    seedCards(slack.workspace, everydayCards(1_500, END_MS));
    expect((await scan({}, { most: 3 })).end).toEqual({ kind: 'enough' });
    expect(historyCalls()).toHaveLength(1);
  });

  it('takes only messages of its own bot', async () => {
    const [card] = seedCards(slack.workspace, everydayCards(1, END_MS));
    if (card?.metadata === undefined) throw new Error('no metadata');
    const author = { user: 'U0OTHERBOT', bot_id: 'B0OTHERAPP', app_id: 'A0OTHERAPP' };
    const copy = { text: card.text, metadata: card.metadata };
    addMessage(slack.workspace, people.approvals, author, copy);
    addMessage(slack.workspace, people.approvals, { user: people.approver }, copy);
    const { cards } = await scan();
    expect(cards.map(({ ts }) => ts)).toEqual([card.ts]);
  });

  it('waits as long as Slack demands, then reads the same page', async () => {
    seedCards(slack.workspace, everydayCards(2, END_MS));
    slack.faults.add({
      method: 'conversations.history',
      fault: { error: 'ratelimited', retryAfterSeconds: 17 },
    });
    const { end, cards } = await scan();
    expect([end.kind, cards.length, slept]).toEqual(['complete', 2, [17_000]]);
    expect(historyCalls().map(({ args }) => args.limit)).toEqual(['999', '999']);
  });

  it('requests smaller pages if Slack does not deliver a large one', async () => {
    seedCards(slack.workspace, everydayCards(600, END_MS));
    slack.faults.add({ method: 'conversations.history', fault: 'http_500', times: 2 });
    const { end, cards } = await scan();
    expect([end.kind, cards.length]).toEqual(['complete', 600]);
    expect(historyCalls().map(({ args }) => args.limit)).toEqual([
      '999',
      '499',
      '249',
      '249',
      '249',
    ]);
  });

  it('reports how far it came if Slack demands too long a wait', async () => {
    const seeded = seedCards(slack.workspace, everydayCards(1_500, END_MS));
    slack.rateLimits.change(true);
    for (let call = 0; call < 49; call++)
      await createSlackClient(TOKEN, slack.url, 2_000).conversations.history({
        channel: people.approvals,
        limit: 1,
      });
    const { end, cards } = await scan({}, { withinMs: 20_000 });
    expect(cards).toHaveLength(999);
    expect(end).toEqual({ kind: 'out_of_time', downToTs: seeded.at(-999)?.ts });
    expect(slept).toEqual([]);
  });

  it('fails on a refusal that Slack names, and on a failure that persists', async () => {
    slack.faults.add({ method: 'conversations.history', fault: { error: 'not_in_channel' } });
    await expect(scan()).rejects.toMatchObject({ data: { error: 'not_in_channel' } });
    slack.faults.add({ method: 'conversations.history', fault: 'http_500', times: 3 });
    await expect(scan()).rejects.toThrow();
    expect(slept).toEqual([1_000, 2_000]);
  });
});
