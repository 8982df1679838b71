import { until } from '@doo-repush/sandbox/driver';
import type { Ephemeral } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commandAnswer } from '../../support/command-answer.ts';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { logged } from '../../support/log-lines.ts';
import { wordsOf } from '../../support/postable.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { everydayCards, seedCards } from '../../support/seeded-ledger.ts';

const CARDS = 1_000;
const product = productForFile();

beforeAll(() => {
  const { slack, clock } = product();
  seedCards(slack.workspace, everydayCards(CARDS, clock.now() - 60_000));
});
afterEach(() => expect(failedDeliveries(product())).toEqual([]));

const seenBy = (userId: string) => product().slack.client.ephemerals(userId);

/** The response of `worker` to the command, whether it arrives before or after the first one. */
async function lookFor(text: string, userId: string = people.requester): Promise<Ephemeral> {
  const before = seenBy(userId).length;
  await product().slack.client.command(userId, '/doo-repush', `history ${text}`, people.general);
  return until('the answer of worker', () =>
    seenBy(userId)
      .slice(before)
      .find((shown) => !shown.text.startsWith('Searching')),
  );
}

/** What is shown after a page is turned, once `worker` is idle. */
async function turn(
  shown: Ephemeral,
  button: 'history_older' | 'history_newer',
): Promise<Ephemeral> {
  await product().slack.client.click(shown.userId, shown, button);
  await product().lambda.idle();
  const turned = seenBy(shown.userId).at(-1);
  if (turned === undefined) throw new Error('Nothing is shown');
  return turned;
}

/** The references on a page, in order. */
const references = (shown: Ephemeral) =>
  [...wordsOf(shown).matchAll(/\|([0-9A-F]{6})>/g)].map(([, reference]) =>
    Number.parseInt(String(reference), 16),
  );

const buttons = ({ blocks }: Ephemeral) =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"(history_\w+)"/g)].map(([, id]) => id);

describe('the history command', () => {
  it('responds at once, then shows the newest requests privately', async () => {
    const before = product().slack.client.ephemerals(people.requester).length;
    const shown = await lookFor('');
    const [first] = product().slack.client.ephemerals(people.requester).slice(before);
    expect(first?.text).toBe('Searching requests… Results appear here within a minute.');
    expect(references(shown)).toEqual([999, 998, 997, 996, 995, 994, 993, 992]);
    expect(shown.channelId).toBe(people.general);
    expect(wordsOf(shown)).toMatch(
      /Accepted: 303 orders\* · orders of 41686, 41687, 41688 → CRM production · Initech\n<@U0\w+> asked <!date.*> · approved by <@U0ADAAPPRO> <!date.*> · "The customer's system was down.*" · SUP-\d+ · <https:\/\/sandbox\.slack\.example\/archives\/C0APPROVAL\/p\d{16}\|\w+>/,
    );
    expect(buttons(shown)).toEqual(['history_older']);
  });

  it('pages through older and newer requests in place', async () => {
    const first = await lookFor('org:Globex');
    const kept = product().slack.client.ephemerals(people.requester).length;
    const second = await turn(first, 'history_older');
    expect(references(first)).toEqual([997, 993, 989, 985, 981, 977, 973, 969]);
    expect(references(second)).toEqual([965, 961, 957, 953, 949, 945, 941, 937]);
    expect(buttons(second)).toEqual(['history_newer', 'history_older']);
    const third = await turn(second, 'history_older');
    const back = await turn(await turn(third, 'history_newer'), 'history_newer');
    expect(references(back)).toEqual(references(first));
    expect(product().slack.client.ephemerals(people.requester)).toHaveLength(kept);
  });

  it.each([
    ['SUP-77', [77]],
    ['initech', [998, 994, 990, 986, 982, 978, 974, 970]],
    ['3E7', []],
    ['0003e7', [999]],
    ['41693', [999, 356, 99]],
    [`<@${people.approver}|ada> org:umbrella since:3h`, [995]],
    [`<@${people.secondRequester}> org:umbrella since:2h`, [999, 995]],
  ])('finds %s', async (text, expected) => {
    const shown = await lookFor(text);
    expect(references(shown), shown.text).toEqual(expected);
  });

  it('says if there is none', async () => {
    expect((await lookFor('org:Hooli')).text).toBe('No requests of organization Hooli.');
    expect((await lookFor('since:1m')).text).toMatch(/^No requests since <!date/);
  });

  it('reads no more of the channel than it needs', async () => {
    const { slack } = product();
    const before = slack.calls.length;
    await lookFor('');
    const reads = slack.calls
      .slice(before)
      .filter(({ method }) => method === 'conversations.history');
    expect(reads).toHaveLength(1);
  });

  it('serves approvers, and refuses anyone who may neither request nor approve', async () => {
    expect(references(await lookFor('', people.approver))).toHaveLength(8);
    for (const userId of [people.guest]) {
      const told = await commandAnswer(product(), userId, 'history');
      expect(told).toBe(
        `You may not read the requests: your account is a guest of this workspace. Ask someone in <#${people.approvals}>.`,
      );
    }
  });

  it('refuses to turn a page for a person who may no longer read', async () => {
    const { slack, clock } = product();
    const shown = await lookFor('', people.secondRequester);
    const channel = slack.workspace.state.channels.find(({ id }) => id === people.approvals);
    const members = channel?.members ?? [];
    if (channel) channel.members = members.filter((id) => id !== people.secondRequester);
    clock.advance(2 * 60_000);
    const told = await turn(shown, 'history_older');
    if (channel) channel.members = members;
    expect(told.text).toContain('is not among those who may ask or approve');
  });

  it('tells the person with a reference if the channel cannot be read', async () => {
    const { slack } = product();
    const fault = { error: 'not_in_channel' };
    slack.faults.add({ method: 'conversations.history', fault });
    const { text } = await lookFor('');
    const [, reference] = /Ref ([0-9A-F]{6})$/.exec(text) ?? [];
    expect(text).toContain("The requests couldn't be read from the channel.");
    expect(logged(product(), 'history_failed').at(-1)).toMatchObject({ reference });
  });

  it.each(['500', 'refused', 'lost'] as const)(
    'claims nothing of an answer that may come when AWS does not say that it took it (%s)',
    async (fault) => {
      const { client } = product().slack;
      const shown = await lookFor('');
      const clicked = "We're not sure your click got through: the page may still come. ";
      const unsure = () =>
        client.ephemerals(people.requester).filter(({ text }) => text.startsWith(clicked));
      const before = unsure().length;
      product().lambda.faults.add({ operation: 'Invoke', fault });
      await turn(shown, 'history_older');
      expect(unsure()).toHaveLength(before + 1);
      product().lambda.faults.add({ operation: 'Invoke', fault });
      const told = await commandAnswer(product(), people.requester, 'history', people.general);
      expect(told).toMatch(
        /^We're not sure your command got through: an answer may still come\. .* Ref \w{6}$/m,
      );
    },
  );

  it('answers a button that it cannot parse', async () => {
    const shown = await lookFor('');
    const { ephemerals } = product().slack.workspace.state;
    const stored = ephemerals.find(({ ts }) => ts === shown.ts);
    if (stored)
      stored.blocks = JSON.parse(
        JSON.stringify(stored.blocks).replaceAll('\\"v\\":1', '\\"v\\":9'),
      );
    expect((await turn(shown, 'history_older')).text).toContain('This button is out of date.');
  });
});

describe('the response URL', () => {
  const task = (responseUrl: string) => ({
    v: 1,
    task: 'history',
    userId: people.requester,
    responseUrl,
    page: { query: {}, before: [] },
    replaces: false,
  });

  it.each([
    'https://hooks.slack.com.attacker.example/commands/1',
    'http://hooks.slack.com/commands/1',
    'https://attacker.example/',
    'nonsense',
  ])(
    'must be Slack’s: nothing is sent to %s, a direct message is sent instead',
    async (responseUrl) => {
      const { hosts, slack } = product();
      const before = slack.client.directMessages(people.requester).length;
      const result = await hosts.worker.invoke(task(responseUrl));
      expect(result.ok && result.payload).toEqual({ shown: 8 });
      const [told] = slack.client.directMessages(people.requester).slice(before);
      expect(told?.text).toContain('Requests: 8 requests');
      expect(logged(product(), 'response_url_refused').length).toBeGreaterThan(0);
    },
  );

  it('must be Slack’s in a delivery as well', async () => {
    const { slack } = product();
    await slack.client.command(people.requester, '/doo-repush', 'history', people.general);
    const delivery = slack.deliveries.at(-1);
    if (delivery === undefined) throw new Error('no delivery');
    const form = new URLSearchParams(delivery.body);
    form.set('response_url', 'https://attacker.example/');
    const answer = await slack.client.redeliver({ ...delivery, body: form.toString() });
    expect(answer.text).toContain('nothing was searched');
    expect(answer.text).not.toContain('for certain');
  });

  it('is abandoned for a direct message once it no longer works', async () => {
    const { hosts, slack } = product();
    const before = slack.client.directMessages(people.requester).length;
    await hosts.worker.invoke(task(`${new URL(slack.url).origin}/response/none`));
    expect(slack.client.directMessages(people.requester)).toHaveLength(before + 1);
  });

  it('is never logged', () => {
    const lines = product().logs.map(({ line }) => line);
    expect(lines.filter((line) => /\/response\/|hooks\.slack|attacker/.test(line))).toEqual([]);
  });
});
