import { readSettings } from '@doo-repush/functions/runtime/settings';
import { functionSettings } from '@doo-repush/sandbox/function-settings';
import { describe, expect, test } from 'vitest';
import { startedWith } from '../../support/function-process.ts';
import { startProduct } from '../../support/product.ts';

/** A started function URL answers a GET without any call to a peer. */
const STARTED = { ok: true, payload: { statusCode: 405 } };

async function refusalOf(
  name: 'slack' | 'repush' | 'worker',
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const result = await startedWith(name, settings);
  if (result.ok) throw new Error('The function has started');
  expect(result.errorType).toBe('SettingsError');
  return result.errorMessage;
}

describe('invalid settings stop a function from starting', () => {
  test('names all faults together, and no value', async () => {
    const canary = 'canary-value';
    const said = await refusalOf('slack', {
      SLACK_SECRET_ID: '',
      DOO_SECRET_ID: '',
      SLACK_API_URL: `https://${canary}.example/`,
      APPROVAL_CHANNEL: canary,
      APPROVERS: canary,
      REQUESTERS: canary,
      DOO_TIME_ZONE: canary,
      DOO_MAX_RATE: canary,
      DOO_CALL_INTERVAL_MS: canary,
      DOO_CALLS_PER_DAY: canary,
      ALLOW_LOOPBACK: canary,
      REPUSH_FUNCTION: '',
      WORKER_FUNCTION: '',
    });
    for (const name of [
      'SLACK_SECRET_ID: missing',
      'DOO_SECRET_ID: missing',
      'APPROVAL_CHANNEL: a channel id (C…)',
      'APPROVERS: user ids (U…) and user group ids (S…), separated by commas',
      'REQUESTERS: ',
      'DOO_TIME_ZONE: an IANA time zone',
      'DOO_MAX_RATE: a whole number from 1 to 100',
      'DOO_CALL_INTERVAL_MS: a whole number from 0 to 60000',
      'DOO_CALLS_PER_DAY: a whole number from 1 to 1000000',
      'ALLOW_LOOPBACK: 0 or 1',
      'REPUSH_FUNCTION: missing',
      'WORKER_FUNCTION: missing',
    ]) {
      expect(said).toContain(name);
    }
    expect(said).not.toContain(canary);
  });

  test('stops the workflow and the worker too', async () => {
    const [repush, worker] = await Promise.all([
      refusalOf('repush', { APPROVER_MENTION: '@everyone', APPROVAL_TIMEOUT_HOURS: '-1' }),
      refusalOf('worker', { APPROVAL_CHANNEL: '' }),
    ]);
    expect(repush).toContain('APPROVER_MENTION: ');
    expect(repush).toContain('APPROVAL_TIMEOUT_HOURS: a number of hours, at most 336');
    expect(repush).not.toContain('everyone');
    expect(worker).toContain('APPROVAL_CHANNEL: missing');
  });

  test('the workflow says of each setting of the waiting what belongs there', async () => {
    const [words, bounds, long] = await Promise.all([
      refusalOf('repush', { OFFICE_HOURS: 'Mon-Fri 22:00-06:00', OFFICE_TIME_ZONE: 'Office' }),
      refusalOf('repush', { OFFICE_HOURS: 'workdays', REMIND_AFTER_MINUTES: '-5' }),
      refusalOf('repush', { OFFICE_HOURS: 'Mon 08:00-10:00', APPROVAL_TIMEOUT_HOURS: '5' }),
    ]);
    expect(words).toContain('OFFICE_HOURS: times that end later on the same day; across midnight,');
    expect(words).toContain('OFFICE_TIME_ZONE: an IANA time zone');
    expect(bounds).toContain('OFFICE_HOURS: days and times such as Mon-Fri 08:00-18:00');
    expect(bounds).toContain('REMIND_AFTER_MINUTES: a whole number from 0 to 20160');
    expect(`${words}${bounds}`).not.toMatch(/22:00|Office;|workdays/);
    expect(long).toContain(
      'APPROVAL_TIMEOUT_HOURS: a number of hours that OFFICE_HOURS has within 14 days',
    );
  });

  test.for([['https://slack.com.attacker.example/api/'], ['http://slack.com/api/']])(
    'refuses %s as an address of Slack',
    async ([url = '']) => {
      expect(await refusalOf('slack', { SLACK_API_URL: url })).toBe(
        'The settings of slack cannot be used. SLACK_API_URL: must be https on slack.com.',
      );
    },
  );

  test('requires ALLOW_LOOPBACK for an address on this machine', async () => {
    expect(await refusalOf('slack', { ALLOW_LOOPBACK: '0' })).toContain('SLACK_API_URL');
  });
});

describe('valid settings start a function', () => {
  test.for([
    ['no approvers, which is nobody', { APPROVERS: '' }],
    ['an empty list of requesters, which is nobody', { REQUESTERS: '' }],
    ['people and groups', { APPROVERS: ' U0ADA , S0GROUP,W0OTTO,', REQUESTERS: 'S0GROUP' }],
  ] as const)('%s', async ([, settings]) => {
    expect(await startedWith('slack', settings)).toMatchObject(STARTED);
  });
});

test.for([
  ['no address', '', 'https://slack.com/api/'],
  ['a host of slack.com', 'https://dev.slack.com/api/', 'https://dev.slack.com/api/'],
] as const)('%s is a valid address of Slack', ([, given, used]) => {
  const urls = { slackApiUrl: given, lambdaUrl: '', secretsManagerUrl: '' };
  const env = { ...functionSettings(urls), ALLOW_LOOPBACK: '' };
  expect(readSettings('slack', env).slackApiUrl).toBe(used);
});

test('requires ALLOW_LOOPBACK for doo’s addresses on this machine too', async () => {
  const sandbox = await startProduct({ settings: { ALLOW_LOOPBACK: '0' }, provisioned: [] });
  const lookUp = { v: 1, organizationId: '5101', dueAtMs: sandbox.clock.now() + 1_000 };
  expect(await sandbox.hosts.lookup.invoke(lookUp)).toMatchObject({
    ok: false,
    errorType: 'DooSecretError',
  });
  expect(JSON.stringify(sandbox.logs)).toContain('restUrl: must be an https address of doo.net');
  expect(sandbox.doo.calls).toEqual([]);
});
