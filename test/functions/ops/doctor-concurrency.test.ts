import { describe, expect, it } from 'vitest';
import { type Installation, names, openInstallation } from './installation.ts';

const { slack, repush } = names.functions;

async function concurrencyOf(installation: Installation) {
  const steps = await installation.examine({ skipDoo: true });
  return steps.find(({ id }) => id === 'concurrency');
}

describe('the account', () => {
  it.each([
    [1_000, /nothing reserved for slack, 1000 of the account's 1000 .*SLACK_CONCURRENCY=20$/],
    [120, /SLACK_CONCURRENCY=20$/],
    [107, /SLACK_CONCURRENCY=7$/],
    [100, /AWS refuses .* fewer than 100: ask Service Quotas for 120 .*SLACK_CONCURRENCY=20$/],
    [10, /10 of the account's 10 .*ask Service Quotas for 120 Concurrent executions/],
  ])('that may run %d at once is told what to reserve, and is in order', async (limit, says) => {
    const installation = await openInstallation();
    installation.account.concurrency = limit;
    const step = await concurrencyOf(installation);
    expect(step?.state).toBe('ok');
    expect(step?.detail).toMatch(says);
  });

  it('that reserves for others is told what is left', async () => {
    const installation = await openInstallation();
    installation.account.concurrency = 200;
    installation.parts.worker.reservedConcurrency = 90;
    expect((await concurrencyOf(installation))?.detail).toMatch(/110 of .*SLACK_CONCURRENCY=10$/);
  });

  it('that reserves for slack is told so, and nothing is proposed', async () => {
    const installation = await openInstallation();
    installation.parts.slack.reservedConcurrency = 20;
    const step = await concurrencyOf(installation);
    expect(step?.state).toBe('ok');
    expect(step?.detail).toBe(
      `20 reserved for ${slack}, 980 of the account's 1000 are not reserved`,
    );
  });
});

it('a function that was stopped with a reservation of 0 is a fault, with the command that lets it run', async () => {
  const installation = await openInstallation();
  installation.parts.repush.reservedConcurrency = 0;
  const step = await concurrencyOf(installation);
  expect(step?.state).toBe('failed');
  expect(step?.detail).toContain(`${repush}: never runs`);
  expect(step?.mend).toContain(`aws lambda delete-function-concurrency --function-name ${repush}`);
});

it.each([
  ['GetAccountSettings', 'denied', /you may not read it \(lambda:GetAccountSettings, and/],
  ['GetFunctionConcurrency', 'denied', /lambda:GetFunctionConcurrency on these functions\)/],
  ['GetAccountSettings', 'throttle', /AWS does not say it \(TooManyRequestsException\)/],
  ['GetFunctionConcurrency', '500', /AWS does not say it \(ServiceException\)/],
] as const)(
  'what cannot be read (%s: %s) is not looked at, and breaks nothing else',
  async (operation, fault, says) => {
    const installation = await openInstallation();
    installation.lambda.faults.add({ operation, fault });
    const steps = await installation.examine({ skipDoo: true });
    const step = steps.find(({ id }) => id === 'concurrency');
    expect(step?.state).toBe('skipped');
    expect(step?.detail).toMatch(says);
    expect(steps.filter(({ state }) => state === 'failed')).toEqual([]);
  },
);
