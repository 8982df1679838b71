import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import { startProduct } from '../../../support/product.ts';

const COMMAND = '/doo-repush-staging';

test('a stage responds only to its own command, and shows that name everywhere', async () => {
  const { slack } = await startProduct({ settings: { COMMAND } });
  const { client } = slack;
  const { requester, approvals } = people;
  const namedIn = (text: string) => [...text.matchAll(/\/doo-repush[\w-]*/g)].map(([it]) => it);

  await client.command(requester, COMMAND, 'help', approvals);
  await client.command(requester, COMMAND, 'history 41231 what:ever', approvals);
  const answers = client.ephemerals(requester).map((answer) => JSON.stringify(answer));
  expect(answers).toHaveLength(2);
  for (const answer of answers) {
    expect(namedIn(answer).length).toBeGreaterThan(1);
    expect(new Set(namedIn(answer))).toEqual(new Set([COMMAND]));
  }

  await client.openHome(requester);
  const home = slack.calls.filter(({ method }) => method === 'views.publish');
  expect(home.length).toBeGreaterThan(0);
  for (const call of home) expect(namedIn(JSON.stringify(call))).toEqual([COMMAND]);

  await client.command(requester, COMMAND, 'orders 41231', approvals);
  expect(client.openView(requester)).toBeDefined();
});
