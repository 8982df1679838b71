import { runReconcile } from '@doo-repush/functions/ops/reconcile/run-reconcile';
import { createClock } from '@doo-repush/sandbox/clock';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { endUnnoticed } from '../../support/end-on-aws.ts';
import { logged } from '../../support/log-lines.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { ask, askInVain, executionOf, factsOf, press, wordsOf } from '../../support/requests.ts';
import { recorded, recordedIn, runToolProcess, type ToolRun } from '../ops/tool-process.ts';

/** The operator's command uses the machine's clock. */
const product = productForFile({ clock: createClock() });

const CREDENTIALS = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'placeholder',
  AWS_SECRET_ACCESS_KEY: 'placeholder',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** The settings of the operator's command: those of the sandbox's functions. */
const environmentOf = (sandbox: Sandbox) => ({ ...CREDENTIALS, ...sandbox.environment() });

function reconcileTool(sandbox: Sandbox, ...args: string[]): Promise<ToolRun> {
  const env = environmentOf(sandbox);
  return recordedIn(env, (output) => runReconcile(args, env, output));
}

async function reconcileTask(sandbox: Sandbox) {
  const result = await sandbox.hosts.worker.invoke({ v: 1, task: 'reconcile' });
  return result.ok ? result.payload : result;
}

const posted = ({ slack }: Sandbox): Message[] =>
  slack.client
    .messages(people.approvals)
    .filter(({ metadata }) => metadata?.event_type === 'doo_repush_reconcile');

function stored({ slack }: Sandbox, card: Message): Record<string, unknown> {
  const messages = slack.workspace.state.messages[people.approvals] ?? [];
  const found = messages.find(({ ts }) => ts === card.ts);
  if (found?.metadata === undefined) throw new Error('The card is gone');
  return found.metadata.event_payload;
}

describe('reconcile', () => {
  it('finds no difference for requests in every state, and posts nothing', async () => {
    const sandbox = product();
    await press(sandbox, people.approver, await ask(sandbox), 'approve');
    await press(sandbox, people.requester, await ask(sandbox), 'cancel');
    await sandbox.hosts.repush.killAll();
    await askInVain(sandbox, () => sandbox.doo.faults.set('list', { kind: 'status_403' }));
    await sandbox.doo.faults.clear();
    await ask(sandbox);
    expect(await reconcileTask(sandbox)).toEqual({ closed: 0, differences: 0 });
    const env = environmentOf(sandbox);
    const { code, out } = await runToolProcess('reconcile', ['--since', '7d'], { env });
    expect(out).toMatch(/^Compared 3 cards with 4 executions since .*Z\. They say the same\.\n$/);
    expect(code).toBe(0);
    expect(posted(sandbox)).toEqual([]);
  });

  it('says why it could not compare', async () => {
    const { slack } = product();
    const fault = { error: 'not_in_channel' };
    slack.faults.add({ method: 'conversations.history', fault });
    const refused = await reconcileTool(product());
    const err =
      'It could not be compared: Slack says not_in_channel.\nfix: Look at the installation: npm run doctor.\n';
    expect(refused).toMatchObject({ code: 2, err });
    const nowhere = await recorded((output) => runReconcile([], {}, output));
    expect(nowhere).toMatchObject({ code: 2 });
    expect(nowhere.err).toContain('Name a stage with --stage');
    const misspelt = await recorded((output) => runReconcile(['--since', '7 d'], {}, output));
    expect(misspelt.code).toBe(2);
    expect(misspelt.err).toContain('--since takes a span such as 30m, 12h or 7d');
  });

  it('reports each difference once, to the operator and to the channel', async () => {
    const sandbox = product();
    const card = await press(sandbox, people.requester, await ask(sandbox), 'cancel');
    const other = await press(sandbox, people.approver, await ask(sandbox), 'approve');
    const { arn, name } = executionOf(sandbox, card);
    stored(sandbox, card).state = 'rejected';
    delete stored(sandbox, other).decided_by;

    expect(await reconcileTask(sandbox)).toEqual({ closed: 0, differences: 2 });
    const [message] = posted(sandbox);
    if (message === undefined) throw new Error('Nothing was posted');
    expect(message.text).toContain('disagree: 2 differences.');
    const reference = String(factsOf(card).reference);
    expect(wordsOf(message).replaceAll('\u200b', '')).toContain(
      `• ${reference} (${name}) is in two states: card rejected, execution cancelled`,
    );
    expect(wordsOf(message)).toContain('was sent without an approval');
    expect(logged(sandbox, 'difference_found')).toHaveLength(2);

    const { code, out } = await reconcileTool(sandbox);
    expect(code).toBe(1);
    expect(out).toMatch(
      new RegExp(`^state differs +${reference} +${name} +${card.ts} +card rejected, exec`, 'm'),
    );
    expect(out).toMatch(/^sent without approval +.*nobody who approved$/m);
    expect(posted(sandbox)).toHaveLength(1);

    const gone = arn.replace(/[^/]+$/, 'b1f5ec5c-0000-4000-8000-000000000000');
    stored(sandbox, card).execution_arn = gone;
    expect(await reconcileTask(sandbox)).toEqual({ closed: 0, differences: 3 });
    const words = wordsOf(posted(sandbox)[1] ?? message);
    expect(words).toContain('has a card without an execution');
    expect(words).toContain('has ended without a card: it ended as cancelled');
  });

  it('reports a stuck execution, open past its end, and how to end it', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    const { arn, name } = executionOf(sandbox, card);
    const dueMs = Math.floor(sandbox.clock.now() / 1000 - 3_601) * 1000;
    const { expires_at: expiresAt } = stored(sandbox, card);
    stored(sandbox, card).expires_at = dueMs / 1000;
    const due = new Date(dueMs).toISOString();
    expect(await reconcileTask(sandbox)).toMatchObject({ closed: 0 });
    const words = wordsOf(posted(sandbox).at(-1) ?? card).replaceAll('\u200b', '');
    expect(words).toContain(
      `(${name}) is open past its end, and its execution goes on: card waiting, due ${due}, execution RUNNING. Stop the execution on AWS`,
    );
    const { code, out } = await reconcileTool(sandbox);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^stuck +.*card waiting, due ${due}, execution RUNNING$`, 'm'));
    expect(out).toContain(`stop-durable-execution --durable-execution-arn '${arn}'`);
    stored(sandbox, card).expires_at = expiresAt;
    await press(sandbox, people.requester, card, 'cancel');
  });

  it('names the requester of an execution that ended before it had a card, and what to do', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    const { arn, name } = executionOf(sandbox, card);
    const { messages } = sandbox.slack.workspace.state;
    messages[people.approvals] = (messages[people.approvals] ?? []).filter(
      ({ ts, thread_ts: thread }) => ts !== card.ts && thread !== card.ts,
    );
    sandbox.lambda.statusEvents.lose(true);
    await sandbox.lambda.control.stop(arn);
    await reconcileTask(sandbox);
    const message = posted(sandbox).at(-1);
    if (message === undefined) throw new Error('Nothing was posted');
    expect(wordsOf(message).replaceAll('\u200b', '')).toContain(
      `• ${name} has ended without a card: it is STOPPED. <@${people.requester}> asked, and may not have heard of it: ask again if you still need it.`,
    );
  });

  /** Last, because it advances time while the operator's command uses the machine's clock. */
  it('closes what ended without a report before it compares', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const before = await reconcileTask(sandbox);
    await endUnnoticed(sandbox, waiting);
    expect(await reconcileTask(sandbox)).toEqual({ ...Object(before), closed: 1 });
  });
});
