import { startSession } from '@doo-repush/sandbox/page/session';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, onTestFinished, test } from 'vitest';
import { SETTLED_MS } from '../../support/end-on-aws.ts';
import { distDir } from '../../support/product.ts';
import { ask, executionOf, now, stateOf } from '../../support/requests.ts';
import { openPage, startTestPage, stateFolder } from '../../support/started-page.ts';

test('the page switches off what AWS says of an ended execution, and on again', async () => {
  const session = await startSession({
    distDir,
    stateDir: await stateFolder(),
    timeFactor: 1e-6,
    provisioned: ['slack', 'lookup'],
    dooLimits: { perSecond: null },
    settings: { DOO_CALL_INTERVAL_MS: '0' },
  });
  onTestFinished(() => session.stop());
  const { sandbox } = session;
  const stateOnceStopped = async () => {
    const card = await ask(sandbox);
    await sandbox.lambda.control.stop(executionOf(sandbox, card).arn);
    sandbox.clock.advance(SETTLED_MS);
    await sandbox.lambda.idle();
    return stateOf(now(sandbox, card));
  };
  session.turn('eventsLost', true);
  expect(await stateOnceStopped()).toBe('waiting');
  session.turn('eventsLost', false);
  expect(await stateOnceStopped()).toBe('failed');
});

test('each switch of the page is shown as it stands, and off after a reset', async () => {
  const page = await startTestPage(await stateFolder());
  const client = await openPage(page.url);
  const switches = async () => (await client.picture(people.requester)).faults.switches;
  const names = Object.keys(await switches());
  expect(names).toHaveLength(5);
  for (const name of names) {
    expect((await client.act('turn', { name, on: true })).status).toBe(200);
    expect(await switches()).toHaveProperty(name, true);
  }
  await client.act('reset', {});
  expect(Object.values(await switches())).not.toContain(true);
});
