import { offers, openForm } from '@doo-repush/sandbox/driver';
import { SECRET_IDS, slackSecret } from '@doo-repush/sandbox/function-settings';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import { commandAnswer } from '../../support/command-answer.ts';
import { startOverKept } from '../../support/kept-product.ts';
import { logged, referenceIn } from '../../support/log-lines.ts';
import { replaceSecret, startProduct } from '../../support/product.ts';
import { commandBody, signedEvent, signedHeaders } from '../../support/raw-delivery.ts';

/** Minimum time between two reads that a wrong signature triggers. */
const REFRESH_MS = 31_000;
/** Longer than a secret is cached. */
const TTL_MS = 5 * 60_000 + 1_000;
const ROTATED = 'placeholder-rotated-secret';

const readings = (sandbox: Sandbox) => sandbox.secrets.calls(SECRET_IDS.slack);

/** The status of a command that is signed with this secret. */
async function signedWith(sandbox: Sandbox, signingSecret: string): Promise<number> {
  const body = commandBody();
  const headers = signedHeaders(body, { nowMs: sandbox.clock.now(), signingSecret });
  return (await sandbox.slack.client.deliver(body, headers)).status;
}

test('a rotated signing secret is accepted after one read, and the old one refused', async () => {
  const sandbox = await startOverKept();
  expect(await signedWith(sandbox, slackSecret().signingSecret)).toBe(200);
  const before = readings(sandbox);

  replaceSecret(sandbox, SECRET_IDS.slack, { ...slackSecret(), signingSecret: ROTATED });
  sandbox.clock.advance(REFRESH_MS);
  expect(await signedWith(sandbox, ROTATED)).toBe(200);
  expect(readings(sandbox)).toBe(before + 1);
  expect(await signedWith(sandbox, slackSecret().signingSecret)).toBe(401);
  expect(await signedWith(sandbox, ROTATED)).toBe(200);
  expect(readings(sandbox)).toBe(before + 1);
});

test('wrong signatures trigger one read per thirty seconds, however many arrive', async () => {
  const sandbox = await startOverKept();
  await signedWith(sandbox, slackSecret().signingSecret);
  const before = readings(sandbox);
  for (let turn = 0; turn < 5; turn++) await signedWith(sandbox, 'a guess');
  expect(readings(sandbox)).toBe(before);
  sandbox.clock.advance(REFRESH_MS);
  for (let turn = 0; turn < 5; turn++) await signedWith(sandbox, 'a guess');
  expect(readings(sandbox)).toBe(before + 1);
});

test('a rotated bot token is used once the secret is read again', async () => {
  const sandbox = await startOverKept();
  replaceSecret(sandbox, SECRET_IDS.slack, { ...slackSecret(), botToken: 'placeholder-old-token' });
  expect(await commandAnswer(sandbox, people.requester, '')).toContain("Slack couldn't say");
  expect(sandbox.slack.calls.map(({ error }) => error)).toContain('invalid_auth');

  replaceSecret(sandbox, SECRET_IDS.slack, slackSecret());
  sandbox.clock.advance(TTL_MS);
  const form = await openForm(sandbox, people.requester);
  expect(form.view.callback_id).toBe('request_form');
});

test.for([
  [
    'with faulty fields',
    { botToken: 'placeholder-canary', signingSecret: '', botId: 17 },
    ['signingSecret', 'botId', 'botUserId', 'teamId'],
  ],
  ['that is no JSON', 'placeholder-canary', ['not a JSON object']],
] as const)(
  'a Slack secret %s fails with every fault and no value, and works soon after it is fixed',
  async ([, secret, faults]) => {
    const sandbox = await startOverKept();
    replaceSecret(sandbox, SECRET_IDS.slack, secret);
    const event = () => signedEvent(commandBody(), { nowMs: sandbox.clock.now() });
    const failed = await sandbox.hosts.slack.invoke(event());
    expect(failed).toMatchObject({ ok: false, errorType: 'SlackSecretError' });
    const said = failed.ok ? '' : failed.errorMessage;
    for (const fault of faults) expect(said).toContain(fault);
    expect(said).not.toContain('botToken');
    expect(said + JSON.stringify(sandbox.logs)).not.toContain('placeholder-canary');

    replaceSecret(sandbox, SECRET_IDS.slack, slackSecret());
    sandbox.clock.advance(REFRESH_MS);
    expect(await sandbox.hosts.slack.invoke(event())).toMatchObject({
      ok: true,
      payload: { statusCode: 200 },
    });
  },
);

test('an unreadable Slack secret fails by name, and the next attempt may succeed', async () => {
  // A process that is ready has read it while it started.
  const sandbox = await startProduct({ provisioned: [] });
  sandbox.secrets.denyAccess(true);
  const event = () => signedEvent(commandBody(), { nowMs: sandbox.clock.now() });
  expect(await sandbox.hosts.slack.invoke(event())).toMatchObject({
    ok: false,
    errorType: 'SecretUnreadableError',
    errorMessage: expect.stringContaining(SECRET_IDS.slack),
  });
  sandbox.secrets.denyAccess(false);
  expect(await sandbox.hosts.slack.invoke(event())).toMatchObject({ ok: true });
});

test('the last good secrets are served while Secrets Manager is unavailable, and the log says so', async () => {
  const sandbox = await startOverKept();
  await openForm(sandbox, people.requester);
  await offers(sandbox, people.requester, 'organization', '');
  sandbox.clock.advance(TTL_MS);
  sandbox.secrets.faults.add({ operation: 'GetSecretValue', fault: '500', times: 100 });
  const [offer] = await offers(sandbox, people.requester, 'organization', '');
  expect(offer?.text).toBe('Acme Conferences');
  const stale = logged(sandbox, 'secret_stale');
  expect(stale.map(({ secretId }) => secretId)).toEqual([SECRET_IDS.slack, SECRET_IDS.doo]);
  expect(stale[0]).toMatchObject({ level: 'warn', error: 'SecretUnreadableError/unavailable' });

  const tried = sandbox.secrets.calls();
  await offers(sandbox, people.requester, 'organization', '');
  expect(sandbox.secrets.calls()).toBe(tried);
  sandbox.clock.advance(3_600_000);
  expect(await signedWith(sandbox, slackSecret().signingSecret)).not.toBe(200);
});

test.for([
  ['is not there', (sandbox: Sandbox) => sandbox.secrets.remove(SECRET_IDS.doo)],
  [
    'is no JSON',
    (sandbox: Sandbox) => replaceSecret(sandbox, SECRET_IDS.doo, 'placeholder-canary'),
  ],
  [
    'has faulty fields',
    (sandbox: Sandbox) =>
      replaceSecret(sandbox, SECRET_IDS.doo, { apiKey: 'placeholder-canary', organizations: [] }),
  ],
] as const)(
  'command and look-up report, with a reference to the log, that the doo secret %s',
  async ([, spoil]) => {
    const sandbox = await startOverKept();
    await openForm(sandbox, people.requester);
    spoil(sandbox);
    sandbox.clock.advance(TTL_MS);
    const words = await commandAnswer(sandbox, people.secondRequester, '');
    expect(words).toContain('our access to doo cannot be read.');
    const [offer] = await offers(sandbox, people.requester, 'organization', '');
    expect(offer?.text).toContain("Organizations can't be loaded. Try again.");

    const references = logged(sandbox, 'listener_failed').map(({ reference }) => reference);
    expect(references).toEqual([referenceIn(words), referenceIn(offer?.text)]);
    expect(JSON.stringify(sandbox.logs)).not.toContain('placeholder-canary');

    replaceSecret(sandbox, SECRET_IDS.doo, sandbox.doo.secret());
    sandbox.clock.advance(TTL_MS);
    const [mended] = await offers(sandbox, people.requester, 'organization', '');
    expect(mended?.text).toBe('Acme Conferences');
  },
);

test('a look-up of configurations reports that the doo secret cannot be read', async () => {
  const sandbox = await startOverKept();
  await openForm(sandbox, people.requester);
  const [acme] = await offers(sandbox, people.requester, 'organization', 'Acme');
  const view = sandbox.slack.client.openView(people.requester);
  const at = { blockId: 'organization', actionId: 'organization' };
  await sandbox.slack.client.choose(people.requester, view?.view.id ?? '', at, acme?.value ?? '');
  sandbox.secrets.remove(SECRET_IDS.doo);
  sandbox.clock.advance(TTL_MS);
  const [offer] = await offers(sandbox, people.requester, 'configuration', '');
  expect(offer?.text).toContain("Systems can't be loaded. Try again.");
  const references = logged(sandbox, 'listener_failed').map(({ reference }) => reference);
  expect(references).toEqual([referenceIn(offer?.text)]);
});
