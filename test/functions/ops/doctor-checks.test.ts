import { checkChannel } from '@doo-repush/functions/ops/doctor/checks/channel';
import { checkClock } from '@doo-repush/functions/ops/doctor/checks/clock';
import { checkFunctions } from '@doo-repush/functions/ops/doctor/checks/functions';
import { checkIdentity } from '@doo-repush/functions/ops/doctor/checks/identity';
import { checkScopes } from '@doo-repush/functions/ops/doctor/checks/scopes';
import { checkWorkflow } from '@doo-repush/functions/ops/doctor/checks/workflow';
import { readSettings } from '@doo-repush/functions/runtime/settings';
import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { sendJson, startLocalServer } from '../../support/local-server.ts';
import { deploy, editSlack } from './broken/broken.ts';
import { lambdaClient, names, openInstallation, stage } from './installation.ts';

const settings = readSettings('slack', {
  SLACK_SECRET_ID: names.secrets.slack,
  DOO_SECRET_ID: names.secrets.doo,
  APPROVAL_CHANNEL: 'C0APPROVAL',
  REPUSH_FUNCTION: `${names.functions.repush}:7`,
  WORKER_FUNCTION: names.functions.worker,
});

/** A client of a Lambda that answers every GetFunctionConfiguration alike. */
async function lambdaWith(configuration: object, status = 200) {
  const { url } = await startLocalServer((_, response) =>
    sendJson(response, status, configuration),
  );
  return lambdaClient(url);
}

const READY = { State: 'Active', LastUpdateStatus: 'Successful', DurableConfig: {} };

const NOT_READY: readonly [configuration: object, says: string][] = [
  [{ State: 'Failed', StateReasonCode: 'InvalidImage' }, 'is Failed (InvalidImage)'],
  [{ LastUpdateStatus: 'InProgress' }, 'its last update is InProgress'],
  [{ LastUpdateStatus: 'Failed' }, 'its last update is Failed'],
  [
    { Environment: { Error: { ErrorCode: 'AccessDeniedException', Message: 'canary' } } },
    'its settings cannot be read (AccessDeniedException)',
  ],
];

describe.each(NOT_READY)('a function of which AWS says %j', (given, says) => {
  it('is not deployed as it should be', async () => {
    const lambda = await lambdaWith({ ...READY, ...given });
    const found = await checkFunctions(lambda, names, stage);
    const { slack, repush, worker, lookup } = names.functions;
    expect(found).toEqual({
      ok: false,
      detail: [slack, repush, worker, lookup].map((name) => `${name} ${says}`).join('; '),
      mend: expect.stringMatching(deploy),
    });
  });

  it('is no workflow that can be started', async () => {
    const lambda = await lambdaWith({ ...READY, ...given });
    const found = await checkWorkflow(lambda, settings, names, stage);
    expect(found).toMatchObject({ ok: false, detail: `${settings.repushFunction} ${says}` });
  });
});

describe('what AWS leaves out about a function', () => {
  it.each(['State', 'LastUpdateStatus'])('is no fault: %s', async (field) => {
    const lambda = await lambdaWith({ ...READY, [field]: undefined });
    expect(await checkFunctions(lambda, names, stage)).toMatchObject({ ok: true });
    expect(await checkWorkflow(lambda, settings, names, stage)).toMatchObject({ ok: true });
  });
});

it('functions that cannot be read are named with the kind of the error', async () => {
  const lambda = await lambdaWith({ Message: 'canary' }, 500);
  const found = await checkFunctions(lambda, names, stage);
  expect(found).toMatchObject({ ok: false, mend: expect.stringContaining('check the network') });
  expect(found.detail).toMatch(/^doo-repush-test-slack cannot be read \(\w+\); /);
  expect(found.detail).not.toContain('canary');
});

describe('secrets that are there', () => {
  const secretSteps = ['slack_secret', 'doo_secret'];

  it('but may not be read have the permission for a mend', async () => {
    const installation = await openInstallation();
    installation.secrets.denyAccess('GetSecretValue');
    const steps = await installation.examine();
    const failed = steps.filter(({ state }) => state === 'failed');
    expect(failed.map(({ id }) => id)).toEqual(secretSteps);
    for (const { detail, mend } of failed) {
      expect(detail).toBe('it cannot be read: denied (AccessDeniedException)');
      expect(mend).toContain('secretsmanager:GetSecretValue');
    }
  });

  it('but cannot be reached have another try for a mend', async () => {
    const installation = await openInstallation();
    installation.secrets.faults.add({ operation: 'GetSecretValue', fault: '500', times: 4 });
    const steps = await installation.examine();
    const failed = steps.filter(({ state }) => state === 'failed');
    expect(failed.map(({ id }) => id)).toEqual(secretSteps);
    for (const { detail, mend } of failed) {
      expect(detail).toBe('it cannot be read: unavailable (InternalServiceError)');
      expect(mend).toMatch(/run the doctor again/);
    }
  });
});

it('a plain list of organizations is not called full, since the tools pack a longer one', async () => {
  const installation = await openInstallation();
  const organizations = Array.from({ length: 800 }, (_, index) => ({
    name: `Organization number ${index}`,
    organizationId: String(10_000 + index),
    teamId: String(20_000 + index),
  }));
  const { organizations: _, ...access } = installation.doo.secret();
  const text = JSON.stringify({ ...access, organizations });
  expect(text.length).toBeGreaterThan(59_000);
  installation.secrets.set(names.secrets.doo, text);
  const steps = await installation.examine({ skipDoo: true });
  expect(steps.find(({ id }) => id === 'secret_size')).toMatchObject({ state: 'ok' });
});

it('a clock that Slack does not tell is not taken for a right one', () => {
  expect(checkClock(Number.NaN, 0)).toMatchObject({
    ok: false,
    detail: 'the answer had no Date header',
    mend: expect.stringContaining('proxy'),
  });
});

it('scopes that Slack does not name are not taken for the right ones', () => {
  expect(checkScopes(undefined)).toMatchObject({
    ok: false,
    mend: expect.stringContaining('manifest.json by hand'),
  });
});

it.each(['botId', 'botUserId'])('a token without a %s is not that of a bot', (field) => {
  const ids = { teamId: 'T0TEAM', botId: 'B0BOT', botUserId: 'U0BOT' };
  const access = {
    ...ids,
    client: new WebClient(),
    team: 'Team',
    scopes: [],
    slackTimeMs: 0,
    localTimeMs: 0,
    [field]: undefined,
  };
  const secret = { ...ids, botToken: 'placeholder', signingSecret: 'placeholder' };
  expect(checkIdentity(secret, access, stage)).toMatchObject({
    ok: false,
    detail: 'the token is not that of a bot',
    mend: expect.stringMatching(editSlack),
  });
});

describe('a channel', () => {
  const slackWith = async (channel: object) => {
    const { url } = await startLocalServer((_, response) =>
      sendJson(response, 200, { ok: true, channel }),
    );
    return new WebClient('placeholder', { slackApiUrl: url });
  };

  it('that is archived takes no card', async () => {
    const client = await slackWith({ name: 'approvals', is_archived: true, is_member: true });
    expect(await checkChannel(client, 'C0APPROVAL')).toMatchObject({
      ok: false,
      detail: '#approvals is archived',
      mend: expect.stringMatching(/Unarchive.*APPROVAL_CHANNEL/),
    });
  });

  it('that other workspaces read is told as such', async () => {
    const client = await slackWith({ name: 'approvals', is_ext_shared: true, is_member: true });
    expect(await checkChannel(client, 'C0APPROVAL')).toMatchObject({
      ok: true,
      detail: expect.stringContaining('shared with other workspaces'),
    });
  });
});
