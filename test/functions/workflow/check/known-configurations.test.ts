import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, it } from 'vitest';
import { productForFile } from '../../../support/product-for-file.ts';
import { ask, MINUTE_MS, press } from '../../../support/requests.ts';

const product = productForFile();

/** The calls that doo got while `act` ran, by what they are for. */
async function dooCalls(act: () => Promise<unknown>): Promise<readonly string[]> {
  const { calls } = product().doo;
  const before = calls.length;
  await act();
  return calls.slice(before).map(({ endpoint }) => endpoint);
}

/** From the submitted form to the report, without the look-ups of the form. */
async function checkAndSend(): Promise<readonly string[]> {
  const waiting = await ask(product());
  return dooCalls(() => press(product(), people.approver, waiting, 'approve'));
}

it('a second request within a minute asks doo for titles, whether all stands as approved, and to send', async () => {
  await checkAndSend();
  const before = product().doo.calls.length;
  expect(await checkAndSend()).toEqual(['list', 'init']);
  const checked = product()
    .doo.calls.slice(before)
    .map(({ endpoint }) => endpoint);
  expect(checked).toEqual(['graphql', 'list', 'init']);
});

it('after a minute the configuration is looked up in doo again', async () => {
  await checkAndSend();
  await product().clock.advance(MINUTE_MS + 1);
  const calls = await dooCalls(checkAndSend);
  expect(calls.filter((endpoint) => endpoint !== 'oauth')).toContain('list');
});
