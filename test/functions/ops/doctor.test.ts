import type { StepReport } from '@doo-repush/functions/ops/doctor/examination';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import manifest from '../../../manifest.json' with { type: 'json' };
import { arnOf, dooSecretWith, workflowArn } from './broken/broken.ts';
import { brokenDeployments } from './broken/deployment.ts';
import { brokenDoo } from './broken/doo.ts';
import { brokenSecrets } from './broken/secrets.ts';
import { brokenSlack } from './broken/slack.ts';
import { type Installation, lambdaClient, names, openInstallation, stage } from './installation.ts';

const ALL_STEPS = [
  'aws',
  'functions',
  'settings',
  'workflow',
  'concurrency',
  'slack_secret',
  'delivery',
  'doo_secret',
  'organizations_secret',
  'secret_size',
  'slack_token',
  'clock',
  'team',
  'scopes',
  'messages',
  'channel',
  'approvers',
  'requesters',
  'doo_token',
  'doo_organizations',
];

const inState = (steps: readonly StepReport[], state: StepReport['state']) =>
  steps.filter((step) => step.state === state).map(({ id }) => id);

async function messagesStep(breaks: (it: Installation) => void): Promise<StepReport | undefined> {
  const installation = await openInstallation();
  breaks(installation);
  const steps = await installation.examine({ skipDoo: true });
  expect(steps.map(({ id }) => id)).toEqual(ALL_STEPS);
  return steps.find(({ id }) => id === 'messages');
}

const VALIDATE = { method: 'blocks.validate' } as const;

describe('messages of the largest size where Slack cannot say whether it takes them', () => {
  it.each([
    [{ error: 'unknown_method' }, 'unknown_method'],
    [{ error: 'method_deprecated' }, 'method_deprecated'],
    [{ error: 'fatal_error' }, 'fatal_error'],
    [{ error: 'ratelimited' }, 'WebAPIRateLimitedError'],
    ['http_500', 'WebAPIHTTPError'],
    ['reset_before', 'WebAPIRequestError'],
    ['hang', 'WebAPIRequestError'],
  ] as const)('are not called faulty: %o', async (fault, name) => {
    const step = await messagesStep(({ slack }) => slack.faults.add({ ...VALIDATE, fault }));
    expect(step).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(
        `^not all checked: blocks\\.validate cannot be asked \\(${name}.*\\), which is no fault of the messages$`,
      ),
    });
  });

  it('are called faulty where it refused one before, and both is said', async () => {
    const step = await messagesStep(({ slack }) => {
      slack.faults.add({ ...VALIDATE, fault: { error: 'invalid_blocks' } });
      slack.faults.add({ ...VALIDATE, fault: 'http_500' });
    });
    expect(step).toMatchObject({
      state: 'failed',
      detail: expect.stringMatching(/refused, without a reason; not all checked: blocks\.validate/),
    });
  });
});

describe('an installation that is in order', () => {
  it('passes every step in one order, and reads each organization once', async () => {
    const installation = await openInstallation();
    const steps = await installation.examine();
    expect(steps.map(({ id }) => id)).toEqual(ALL_STEPS);
    expect(inState(steps, 'ok')).toEqual(ALL_STEPS);
    const { organizations } = installation.doo.secret();
    const calls = installation.doo.calls.map(({ endpoint }) => endpoint);
    expect(calls.filter((it) => it === 'oauth')).toHaveLength(1);
    expect(steps.at(-1)?.detail).toContain(`organizations: ${organizations.length}`);
    expect(steps.at(-1)?.detail).toContain(`calls to doo: ${calls.length}`);
    expect(installation.doo.initCalls()).toEqual([]);
  });

  it('calls doo not at all with --skip-doo', async () => {
    const installation = await openInstallation();
    const steps = await installation.examine({ skipDoo: true });
    expect(inState(steps, 'skipped')).toEqual(['doo_token', 'doo_organizations']);
    expect(inState(steps, 'failed')).toEqual([]);
    expect(installation.doo.calls).toEqual([]);
  });

  it('leaves the pace of the deployed settings between two calls to doo', async () => {
    const installation = await openInstallation();
    installation.set('DOO_CALL_INTERVAL_MS', '40');
    await installation.examine();
    const starts = installation.doo.calls.map(({ atMs }) => atMs);
    expect(starts.length).toBeGreaterThan(3);
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(
      (starts.length - 1) * 35,
    );
  });

  it('looks at 100 organizations, and at all when it is told to', async () => {
    const installation = await openInstallation();
    installation.secrets.set(names.secrets.doo, manyOrganizations(installation, 103));
    const some = await installation.examine();
    expect(some.at(-1)?.detail).toMatch(/organizations: 100,.*3 not looked at/);
    const all = await installation.examine({ allOrganizations: true });
    expect(all.at(-1)?.detail).toMatch(/organizations: 103,/);
  });

  it.each([
    [
      'an ARN of its secret',
      (it: Installation) => it.set('SLACK_SECRET_ID', arnOf(names.secrets.slack)),
    ],
    ['an ARN of its workflow', (it: Installation) => it.set('REPUSH_FUNCTION', workflowArn)],
    [
      'a worker with a qualifier',
      (it: Installation) => it.set('WORKER_FUNCTION', `${names.functions.worker}:live`),
    ],
  ])('may name %s', async (_, change) => {
    const installation = await openInstallation();
    change(installation);
    const steps = await installation.examine();
    expect(steps.filter(({ id }) => ['settings', 'workflow'].includes(id))).toMatchObject([
      { state: 'ok' },
      { state: 'ok' },
    ]);
  });

  it('is told of scopes that nothing needs, and of a single approver', async () => {
    const installation = await openInstallation({
      scopes: [...manifest.oauth_config.scopes.bot, 'files:read'],
    });
    installation.set('APPROVERS', people.approver);
    const details = new Map((await installation.examine()).map(({ id, detail }) => [id, detail]));
    expect(details.get('scopes')).toContain('not needed: files:read');
    expect(details.get('approvers')).toContain('whose own requests nobody can approve');
  });
});

function manyOrganizations({ doo }: Installation, count: number) {
  const [first] = doo.secret().organizations;
  return {
    ...doo.secret(),
    organizations: Array.from({ length: count }, (_, index) => ({
      ...first,
      organizationId: 10_000 + index,
    })),
  };
}

const BROKEN = [...brokenDeployments, ...brokenSecrets, ...brokenSlack, ...brokenDoo];

describe('the doctor finds', () => {
  it.each(BROKEN)('that $when', async ({ step, says, mend, breaks }) => {
    const installation = await openInstallation();
    const deps = (await breaks(installation)) ?? {};
    const steps = await installation.examine(typeof deps === 'object' ? deps : {});
    expect(inState(steps, 'failed')).toEqual([step]);
    expect(steps.map(({ id }) => id)).toEqual(ALL_STEPS);
    const failed = steps.find(({ id }) => id === step);
    expect(failed?.detail).toMatch(says);
    expect(failed?.mend).toMatch(mend);
    expect(JSON.stringify(steps)).not.toMatch(/placeholder|canary/i);
  });

  it.each(['chat:write', 'commands', 'im:write'])('that the scope %s is missing', async (scope) => {
    const scopes = manifest.oauth_config.scopes.bot.filter((it) => it !== scope);
    const steps = await (await openInstallation({ scopes })).examine();
    expect(inState(steps, 'failed')).toEqual(['scopes']);
    expect(steps.find(({ id }) => id === 'scopes')).toMatchObject({
      detail: `missing: ${scope}`,
      mend: expect.stringContaining('install it to the workspace again'),
    });
  });

  it('nothing where an earlier step failed: those that need it are skipped, and say so', async () => {
    const installation = await openInstallation();
    installation.undeploy('worker');
    const steps = await installation.examine();
    expect(inState(steps, 'skipped')).toEqual(ALL_STEPS.slice(2));
    expect(steps.find(({ id }) => id === 'settings')?.detail).toBe('needs "Functions"');
    expect(steps.find(({ id }) => id === 'approvers')?.detail).toBe('needs "Team and bot"');
    expect(installation.slack.calls).toEqual([]);
    expect(installation.doo.calls).toEqual([]);
  });

  it('with a broken Slack secret all that is wrong with doo too', async () => {
    const installation = await openInstallation();
    installation.secrets.remove(names.secrets.slack);
    dooSecretWith({ apiKey: 'placeholder-other' })(installation);
    const steps = await installation.examine();
    expect(inState(steps, 'failed')).toEqual(['slack_secret', 'doo_token']);
  });

  it('nobody else to ask once doo says that its day is used up', async () => {
    const installation = await openInstallation();
    await installation.doo.faults.set('list', { kind: 'status_429' });
    await installation.examine();
    expect(installation.doo.calls).toHaveLength(2);
  });

  it(`a stage that is not ${stage}`, async () => {
    const steps = await (await openInstallation()).examine({ stage: 'staging' });
    expect(steps.find(({ id }) => id === 'functions')?.detail).toContain(
      'doo-repush-staging-slack is not deployed',
    );
  });

  it.each([
    ['the account, where the credentials name it', '111122223333', 'account 111122223333, region'],
    ['that the account is not known', undefined, 'account not known, region'],
  ])('before anything is deployed %s', async (_, accountId, says) => {
    const installation = await openInstallation();
    for (const part of ['slack', 'repush', 'worker'] as const) installation.undeploy(part);
    const steps = await installation.examine({
      lambda: lambdaClient(installation.lambda.url, {
        credentials: {
          accessKeyId: 'placeholder',
          secretAccessKey: 'placeholder',
          ...(accountId !== undefined && { accountId }),
        },
      }),
    });
    expect(inState(steps, 'failed')).toEqual(['functions']);
    expect(steps[0]?.detail).toContain(says);
  });

  it('what nobody thought of, by the kind of the error and not by its words', async () => {
    const fetchSecret = () => Promise.reject(new RangeError('canary'));
    const steps = await (await openInstallation()).examine({ fetchSecret });
    expect(inState(steps, 'failed')).toEqual(['slack_secret', 'doo_secret']);
    const detail = 'something unexpected happened (RangeError)';
    expect(steps.find(({ id }) => id === 'doo_secret')).toMatchObject({ detail });
  });

  it('enough approvers in a large group without looking everybody up', async () => {
    const installation = await openInstallation();
    const { userGroups, users } = installation.slack.workspace.state;
    const [member] = users;
    const ids = Array.from({ length: 60 }, (_, index) => `U0LARGE${index}`);
    for (const id of ids) if (member !== undefined) users.push({ ...member, id });
    for (const group of userGroups) group.users = ids;
    const approvers = (await installation.examine()).find(({ id }) => id === 'approvers');
    expect(approvers?.detail).toBe('may approve: at least 51');
    const lookUps = installation.slack.calls.filter(({ method }) => method === 'users.info');
    expect(lookUps).toHaveLength(51);
  });
});
