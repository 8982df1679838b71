import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import { productForFile } from '../support/product-for-file.ts';
import { ask, endOf, hasButtons, now, passTime, press, stateOf } from '../support/requests.ts';

const product = productForFile();

test('with the rate limits of Slack a request ends all the same, and says everything once', async () => {
  const sandbox = product();
  sandbox.slack.rateLimits.change(true);
  const card = await ask(sandbox, { eventIds: '41231 41232' });
  await passTime(sandbox, () => hasButtons(now(sandbox, card)), { stepMs: 1_000 });
  await press(sandbox, people.approver, now(sandbox, card), 'approve');
  expect(stateOf(await endOf(sandbox, card))).toBe('accepted');

  const { calls, client } = sandbox.slack;
  expect(calls.filter(({ error }) => error === 'ratelimited').length).toBeGreaterThan(0);
  const lines = client.thread(people.approvals, card.ts).map(({ text }) => text);
  expect(new Set(lines).size).toBe(lines.length);
  expect(sandbox.doo.initCalls()).toHaveLength(2);
});
