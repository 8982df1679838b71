import { click, enter, offers, openForm, submit } from '@doo-repush/sandbox/driver';
import { SECRET_IDS, slackSecret } from '@doo-repush/sandbox/function-settings';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import { commandAnswer } from '../../support/command-answer.ts';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { logEntries } from '../../support/log-lines.ts';
import { acmeOrders, replaceSecret } from '../../support/product.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { commandBody, signedHeaders } from '../../support/raw-delivery.ts';
import { ask, press, reject } from '../../support/requests.ts';

const product = productForFile();

const REASON = 'canary of a reason';
const REJECTION = 'canary of a rejection';
const ORGANIZATION = 'Canary & Sons';

test('logs contain fields, never a payload, a secret, a URL or what people and doo wrote', async () => {
  const sandbox = product();
  const { slack, doo, lambda } = sandbox;
  const secret = doo.secret();
  const [acme, ...others] = secret.organizations;
  replaceSecret(sandbox, SECRET_IDS.doo, {
    ...secret,
    organizations: [{ ...acme, name: ORGANIZATION }, ...others],
  });
  const entries = { ...acmeOrders, organization: 'Canary', reason: REASON };

  await press(sandbox, people.approver, await ask(sandbox, entries), 'approve');
  await reject(sandbox, people.approver, await ask(sandbox, entries), REJECTION);
  await commandAnswer(sandbox, people.guest, 'canary of a command');
  slack.faults.add({ method: 'views.open', fault: { error: 'canary_of_slack' } });
  await commandAnswer(sandbox, people.requester, '');
  await openForm(sandbox, people.requester);
  await enter(sandbox, people.requester, entries);
  await doo.faults.set('list', { kind: 'status_403' });
  sandbox.clock.advance(61_000);
  await offers(sandbox, people.requester, 'configuration', 'canary of a query');
  await doo.faults.clear();
  lambda.faults.add({ operation: 'Invoke', fault: '500' });
  await submit(sandbox, people.requester);
  const card = await ask(sandbox, entries);
  lambda.faults.add({ operation: 'SendDurableExecutionCallbackSuccess', fault: '500' });
  const clicked = await click(sandbox, people.approver, card, 'approve');
  const headers = signedHeaders(commandBody(), { nowMs: 0 });
  await slack.client.deliver(commandBody(), headers);
  sandbox.clock.advance(31 * 60_000);
  await slack.client.redeliver(clicked);
  await sandbox.lambda.idle();

  expect(failedDeliveries(sandbox)).toEqual([]);
  const lines = logEntries(sandbox);
  expect(sandbox.logs.filter(({ stream }) => stream === 'stderr')).toEqual([]);
  for (const line of lines) {
    expect(line).toMatchObject({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: expect.stringMatching(/^(info|warn|error)$/),
      event: expect.stringMatching(/^[a-z_]+$/),
    });
    const { _aws: _, ...fields } = line;
    for (const value of Object.values(fields)) expect(typeof value).not.toBe('object');
  }
  const events = lines.map(({ event }) => event);
  for (const event of [
    'delivery_refused',
    'listener_failed',
    'request_submitted',
    'decision_proposed',
    'request_ended',
  ]) {
    expect(events).toContain(event);
  }

  const text = JSON.stringify(lines);
  expect(text).toContain(people.requester);
  const { botToken, signingSecret } = slackSecret();
  const [client] = doo.data.clients;
  for (const planted of [
    'canary',
    'Canary',
    'CRM production',
    'crm.acme.example',
    'Acme Summit',
    'René',
    'rene',
    botToken,
    signingSecret,
    client?.apiKey,
    client?.clientSecret,
    client?.accessToken,
    'placeholder-receiver-secret',
    'v0=',
    '/response/',
    'trigger_id',
    'private_metadata',
    'Bearer',
  ]) {
    expect(planted).toBeDefined();
    expect(text).not.toContain(planted);
  }
});
