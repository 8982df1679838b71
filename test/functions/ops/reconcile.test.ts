import { InvokeCommand } from '@aws-sdk/client-lambda';
import { runReconcile } from '@doo-repush/functions/ops/reconcile/run-reconcile';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { beforeEach, describe, expect, it } from 'vitest';
import { everydayCards, seedCards } from '../../support/seeded-ledger.ts';
import { type Installation, lambdaClient, names, openInstallation, stage } from './installation.ts';
import { recordedIn, type ToolRun } from './tool-process.ts';

const HOUR_MS = 3_600_000;
/** Executions that are started stay as they are. */
const NEVER = new Promise<never>(() => undefined);

let installation: Installation;

beforeEach(async () => {
  installation = await openInstallation({ invoke: () => NEVER });
});

function reconcile(...args: string[]): Promise<ToolRun> {
  const { environment: env } = installation;
  return recordedIn(env, (output) => runReconcile(['--stage', stage, ...args], env, output));
}

const posted = () =>
  installation.slack.client
    .messages(people.approvals)
    .filter(({ metadata }) => metadata?.event_type === 'doo_repush_reconcile');

/** An execution of the workflow that runs and has posted no card. */
async function startExecution(name: string): Promise<string> {
  const client = lambdaClient(installation.lambda.url);
  await client.send(
    new InvokeCommand({
      FunctionName: names.functions.repush,
      Qualifier: 'live',
      InvocationType: 'Event',
      DurableExecutionName: name,
      Payload: Buffer.from('{}'),
    }),
  );
  client.destroy();
  const started = installation.lambda.executions().find((execution) => execution.name === name);
  if (started === undefined) throw new Error('Nothing was started');
  return started.arn;
}

describe('npm run reconcile -- --stage', () => {
  it('reads channel and executions as the deployed functions are set up', async () => {
    const arn = await startExecution('test-V1');
    const { workspace } = installation.slack;
    seedCards(workspace, everydayCards(1, Date.now() - 2 * HOUR_MS));
    const { code, out, err } = await reconcile('--allow-loopback', '--since', '1h');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Compared 0 cards with 1 execution since .*Z\. They say the same\.\n$/);

    await installation.lambda.control.stop(arn);
    const differing = await reconcile('--allow-loopback', '--post');
    expect(differing).toMatchObject({ code: 1, err: '' });
    expect(differing.out).toMatch(/^card without execution +000000 +sandbox-000000 /m);
    expect(differing.out).toMatch(/^execution without card +- +test-V1 +- +it is STOPPED$/m);
    expect(posted()).toHaveLength(1);
    const { botToken, signingSecret } = installation.slackSecret;
    for (const value of [botToken, signingSecret]) expect(differing.out).not.toContain(value);
  });

  it('keeps what differs out of the channel without --post, and gives machines one JSON object', async () => {
    seedCards(installation.slack.workspace, everydayCards(1, Date.now() - HOUR_MS));
    const { code, out, err } = await reconcile('--allow-loopback', '--json');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      cards: 1,
      executions: 0,
      differences: [{ kind: 'card_without_execution', reference: '000000' }],
    });
    expect(posted()).toEqual([]);
  });

  it('says that it could not post what differs, beside the table', async () => {
    seedCards(installation.slack.workspace, everydayCards(1, Date.now() - HOUR_MS));
    installation.slack.faults.add({ method: 'chat.postMessage', fault: { error: 'is_archived' } });
    const { code, out, err } = await reconcile('--allow-loopback', '--post');
    expect(code).toBe(1);
    expect(out).toMatch(/^card without execution /m);
    expect(err).toBe(
      'The channel was not told what differs: Slack says is_archived.\nfix: Look at the installation: npm run doctor -- --stage test.\n',
    );
  });

  it.each([
    [
      'its functions are not there',
      () => installation.undeploy('worker'),
      `${names.functions.worker} cannot be read: AWS does not find it (ResourceNotFoundException).\nfix: Check account, region and stage`,
    ],
    [
      'a setting is missing',
      () => installation.set('APPROVAL_CHANNEL', undefined),
      'APPROVAL_CHANNEL',
    ],
    [
      'the Slack secret is not there',
      () => installation.secrets.remove(names.secrets.slack),
      names.secrets.slack,
    ],
    [
      'Slack does not know its token',
      () =>
        installation.secrets.set(names.secrets.slack, {
          ...installation.slackSecret,
          botToken: `${installation.slackSecret.botToken}-other`,
        }),
      'Slack says invalid_auth',
    ],
  ])('says why it could not compare when %s', async (_, spoil, why) => {
    await spoil();
    const { code, out, err } = await reconcile('--allow-loopback');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^It could not be compared: .*\nfix: .+\.\n$/s);
    expect(err).toContain(why);
  });

  it.each([
    ['GetFunctionConfiguration', 'expired', /aws sso login/],
    ['GetFunctionConfiguration', 'denied', /lambda:GetFunctionConfiguration granted to you/],
    ['GetFunctionConfiguration', 'throttle', /Wait a minute/],
    ['GetFunctionConfiguration', 'refused', /Check the network/],
    ['ListDurableExecutionsByFunction', 'expired', /aws sso login/],
    ['ListDurableExecutionsByFunction', 'denied', /granted to you/],
    ['ListDurableExecutionsByFunction', '500', /Try again in a minute/],
    ['ListDurableExecutionsByFunction', 'refused', /Check the network/],
  ] as const)(
    'names one thing to do when %s is answered with %s',
    async (operation, fault, fix) => {
      installation.lambda.faults.add({ operation, fault, times: 5 });
      const { code, out, err } = await reconcile('--allow-loopback');
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^It could not be compared: .+\nfix: .+\n$/);
      expect(err).toMatch(fix);
      expect(err).not.toContain('arn:aws:iam');
    },
  );

  it('waits for no AWS that never answers', async () => {
    const { environment: env, lambda } = installation;
    lambda.faults.add({ operation: 'ListDurableExecutionsByFunction', fault: 'hang', times: 4 });
    const args = ['--stage', stage, '--allow-loopback'];
    const { code, err } = await recordedIn(env, (output) =>
      runReconcile(args, env, output, process.cwd(), 500),
    );
    expect(code).toBe(2);
    expect(err).toMatch(/AWS was not reached \(TimeoutError.*\nfix: Check the network/);
  }, 30_000);

  it.each([
    ['the network', 'reset_before', /fix: Check the network/],
    ['an archived channel', { error: 'is_archived' }, /fix: .*npm run doctor -- --stage test/],
    ['a Slack that is broken', 'http_500', /fix: .*again in a minute/],
  ] as const)('names one thing to do for %s', async (_, fault, fix) => {
    installation.slack.faults.add({ method: 'conversations.history', fault, times: 30 });
    const { code, err } = await reconcile('--allow-loopback');
    expect(code).toBe(2);
    expect(err).toMatch(fix);
  });

  it('calls nothing on this machine unless it is told that it may', async () => {
    const { code, err } = await reconcile();
    expect(code).toBe(2);
    expect(err).toMatch(/^It could not be compared: .*SLACK_API_URL/);
    expect(installation.slack.calls).toEqual([]);
  });
});
