import { click } from '@doo-repush/sandbox/driver';
import { isJsonObject, objectsIn, parseJson } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { beforeAll, describe, expect, test } from 'vitest';
import { askedInThread } from '../../support/old-question.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { changedInteraction } from '../../support/raw-delivery.ts';
import { ask, factsOf, now, passTime, press } from '../../support/requests.ts';

const product = productForFile();

let card: Message;
let question: Message;

beforeAll(async () => {
  card = await press(product(), people.approver, await ask(product()), 'approve');
  await passTime(product(), () => factsOf(now(product(), card)).arrival === 'asked');
  question = askedInThread(product(), now(product(), card));
});

/** The location of the private response: the thread, or `root`. */
async function placeOfAnswer(userId: string, act: () => Promise<unknown>): Promise<string> {
  const { client } = product().slack;
  const before = client.ephemerals(userId).length;
  await act();
  const [answer, ...others] = client.ephemerals(userId).slice(before);
  expect(others).toEqual([]);
  if (answer === undefined) throw new Error('no private answer');
  return answer.threadTs ?? 'root';
}

describe('a private response to a click in a thread stays in that thread', () => {
  test.for(['arrived', 'not_yet'] as const)('for %s', async (actionId) => {
    const act = () => click(product(), people.guest, question, actionId);
    expect(await placeOfAnswer(people.guest, act)).toBe(card.ts);
  });

  test('stays there for Run again', async () => {
    const act = () => click(product(), people.guest, question, 'again');
    expect(await placeOfAnswer(people.guest, act)).toBe(card.ts);
  });

  test('stays there for a button of another version', async () => {
    const { client } = product().slack;
    const { body, ...delivery } = await click(product(), people.guest, question, 'arrived');
    const changed = changedInteraction(body, (payload) => ({
      ...payload,
      actions: objectsIn(payload.actions).map((action) => ({ ...action, action_id: 'vanished' })),
    }));
    const act = () => client.redeliver({ ...delivery, body: changed });
    expect(await placeOfAnswer(people.guest, act)).toBe(card.ts);
  });
});

test('a private response to a click on a card with replies goes to the channel', async () => {
  const act = () => click(product(), people.guest, now(product(), card), 'again');
  expect(await placeOfAnswer(people.guest, act)).toBe('root');
});

test('a response by worker to a click in a thread stays in that thread', async () => {
  const { client } = product().slack;
  const { body } = await click(product(), people.guest, question, 'arrived');
  const payload = parseJson(new URLSearchParams(body).get('payload') ?? '');
  const responseUrl = isJsonObject(payload ?? null) ? Object(payload).response_url : undefined;
  const userId = people.requester;
  const before = client.ephemerals(people.guest).length;
  const page = { query: {}, before: [] };
  const task = { v: 1, task: 'history', userId, responseUrl, page, replaces: false };
  await product().hosts.worker.invoke({ ...task, threadTs: card.ts });
  const shown = client.ephemerals(people.guest).slice(before);
  expect(shown.map(({ threadTs }) => threadTs)).toEqual([card.ts]);
});
