import { cards } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';

import { startProduct } from '../../../support/product.ts';
import {
  ask,
  factsOf,
  hasButtons,
  linesOf,
  passTime,
  press,
  stateOf,
  submitted,
  wordsOf,
} from '../../../support/requests.ts';

test('nobody has more open requests than the setting says: the next one is told why, and kept', async () => {
  const sandbox = await startProduct({ settings: { MAX_OPEN_REQUESTS: '2' } });
  const { client } = sandbox.slack;
  const first = await ask(sandbox);
  await ask(sandbox, { eventIds: '41232' });
  const calls = sandbox.doo.calls.length;

  await submitted(sandbox, { eventIds: '41233' });
  await sandbox.lambda.idle();
  expect(cards(sandbox)).toHaveLength(2);
  const [told, ...others] = client.directMessages(people.requester);
  expect(others).toEqual([]);
  expect(told?.text).toContain('You already have 2 open requests');
  expect(JSON.stringify(told?.blocks)).toContain('reopen');
  expect(sandbox.doo.calls.slice(calls).filter(({ path }) => path.includes('init'))).toEqual([]);

  await ask(sandbox, { eventIds: '41234' }, people.secondRequester);
  await press(sandbox, people.requester, first, 'cancel');
  await ask(sandbox, { eventIds: '41233' });
  expect(cards(sandbox)).toHaveLength(4);
});

const AT_ONE_MOMENT = 5;

test('of requests that were checked before any of them had a card exactly as many stand as may; each of the others is closed, told why, and kept', async () => {
  const sandbox = await startProduct({ settings: { MAX_OPEN_REQUESTS: '3' } });
  const { client, faults } = sandbox.slack;
  await press(sandbox, people.requester, await ask(sandbox), 'cancel');
  await ask(sandbox);

  faults.add({ method: 'chat.postMessage', fault: 'http_500', times: 1_000 });
  for (let n = 0; n < AT_ONE_MOMENT; n++) await submitted(sandbox);
  expect(cards(sandbox)).toHaveLength(2);
  faults.clear();
  const areOver = () =>
    cards(sandbox).length === 2 + AT_ONE_MOMENT &&
    sandbox.lambda.executions().filter(({ status }) => status === 'RUNNING').length <= 3;
  await passTime(sandbox, areOver, { stepMs: 5_000, steps: 60 });
  const posted = cards(sandbox).slice(2);
  const standing = posted.filter((card) => stateOf(card) === 'waiting');
  expect(standing).toHaveLength(2);
  expect(standing).toEqual(posted.slice(0, 2));
  expect(standing.every(hasButtons)).toBe(true);
  const closed = posted.slice(2);
  for (const card of closed) {
    expect(stateOf(card)).toBe('expired');
    expect(hasButtons(card)).toBe(false);
    expect(wordsOf(card)).toMatch(
      /Closed without a decision[\s\S]* as many open requests as one person may have\. Nothing was sent\./,
    );
    expect(linesOf(sandbox, card).at(-1)).toMatch(/^Closed .* as many open requests as/);
  }
  const told = client
    .directMessages(people.requester)
    .filter(({ text }) => text.includes('You already have 3 open requests'));
  expect(told).toHaveLength(AT_ONE_MOMENT - 2);
  for (const { blocks } of told) expect(JSON.stringify(blocks)).toContain('reopen');
  for (const card of closed)
    expect(told.some(({ text }) => text.includes(String(factsOf(card).reference)))).toBe(true);
});
