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
    expect(err).toBe('The channel was not told what differs: Slack says is_archived\n');
  });

  it.each([
    [
      'its functions are not there',
      () => installation.undeploy('worker'),
      `${names.functions.worker} cannot be read (ResourceNotFoundException). Check account, region and stage: npm run doctor -- --stage test`,
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
    expect(err).toMatch(/^It could not be compared: /);
    expect(err).toContain(why);
  });

  it('calls nothing on this machine unless it is told that it may', async () => {
    const { code, err } = await reconcile();
    expect(code).toBe(2);
    expect(err).toMatch(/^It could not be compared: .*SLACK_API_URL/);
    expect(installation.slack.calls).toEqual([]);
  });
});
