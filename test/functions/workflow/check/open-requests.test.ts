import { cards } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import { startProduct } from '../../../support/product.ts';
import { ask, press, submitted } from '../../../support/requests.ts';

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
  expect(told?.text).toContain('You have 2 open requests already');
  expect(JSON.stringify(told?.blocks)).toContain('reopen');
  expect(sandbox.doo.calls.slice(calls).filter(({ path }) => path.includes('init'))).toEqual([]);

  await ask(sandbox, { eventIds: '41234' }, people.secondRequester);
  await press(sandbox, people.requester, first, 'cancel');
  await ask(sandbox, { eventIds: '41233' });
  expect(cards(sandbox)).toHaveLength(4);
});
