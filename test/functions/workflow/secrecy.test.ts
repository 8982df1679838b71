import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRET_IDS, slackSecret } from '@doo-repush/sandbox/function-settings';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callbackOf, completeCallback } from '../../support/callbacks.ts';
import { launchProduct } from '../../support/product.ts';
import {
  ask,
  askInVain,
  endOf,
  factsOf,
  now,
  press,
  reject,
  SECRETS_KEPT_MS,
  stateOf,
} from '../../support/requests.ts';

/** Written by a person, and so expected wherever requests are: proves that the search works. */
const CONTROL = 'canary-in-the-reason';

/** How long the whole story may take on a busy machine. */
const LIFE_MS = 40_000;

interface Haystacks {
  readonly logs: string;
  readonly executions: string;
  readonly slackCalls: string;
  readonly slackState: string;
  readonly answers: string;
  readonly stateFiles: string;
}

let stateDir = '';
let found: Haystacks | undefined;
let secrets: Readonly<Record<string, string>> = {};
let reference = '';

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'doo-repush-'));
  const sandbox = await launchProduct({ stateDir });
  const answers: string[] = [];
  try {
    secrets = plantedIn(sandbox);
    reference = await livedThrough(sandbox, answers);
  } finally {
    await sandbox.stop();
  }
  found = { ...haystacksOf(sandbox), answers: answers.join('\n'), stateFiles: await filesIn() };
}, LIFE_MS);

afterAll(() => rm(stateDir, { recursive: true, force: true }));

describe('secrets', () => {
  it.each([
    'bot token',
    'signing secret',
    'API key',
    'client id',
    'client secret',
    'stored access token',
    'issued access token',
    'receiver secret',
  ])('stay out of logs, durable state and Slack: %s', (name) => {
    const secret = secrets[name];
    if (found === undefined || secret === undefined) throw new Error('nothing to search');
    const forms = [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '')];
    for (const [where, text] of Object.entries(found))
      for (const form of forms) expect(text.includes(form), `${name} in ${where}`).toBe(false);
  });

  it('would be found: text that a person wrote is found everywhere but in the logs', () => {
    if (found === undefined) throw new Error('nothing to search');
    const { logs, answers, ...others } = found;
    for (const [where, text] of Object.entries(others))
      expect(text.includes(CONTROL), where).toBe(true);
    expect(answers).not.toBe('');
    expect(logs).not.toContain(CONTROL);
    expect(logs).toContain(reference);
  });
});

/** Every secret that the product was given or obtained. */
function plantedIn({ doo }: Sandbox): Record<string, string> {
  const { botToken, signingSecret } = slackSecret();
  const [client] = doo.data.clients;
  const receiver = doo.data.configurations.find(({ receiverSecret }) => receiverSecret);
  return {
    'bot token': botToken,
    'signing secret': signingSecret,
    'API key': client?.apiKey ?? '',
    'client id': client?.clientId ?? '',
    'client secret': client?.clientSecret ?? '',
    'stored access token': client?.accessToken ?? '',
    'issued access token': 'sandbox-token-',
    'receiver secret': receiver?.receiverSecret ?? '',
  };
}

/** Plays requests that succeed and fail in many ways; returns the reference of one. */
async function livedThrough(sandbox: Sandbox, answers: string[]): Promise<string> {
  const { doo, slack } = sandbox;
  const accepted = await press(
    sandbox,
    people.approver,
    await ask(sandbox, { reason: CONTROL }),
    'approve',
  );
  expect(stateOf(accepted)).toBe('accepted');

  const refused = await ask(sandbox, { reason: CONTROL });
  await completeCallback(sandbox, callbackOf(refused), 'nonsense');
  await doo.faults.set('init', { kind: 'status_401' });
  await press(sandbox, people.approver, now(sandbox, refused), 'approve');
  expect(stateOf(await endOf(sandbox, refused, { stepMs: 1_000 }))).toBe('refused');
  await doo.faults.set('init', { kind: 'reset_after' });
  await press(sandbox, people.approver, await ask(sandbox), 'approve');
  await doo.faults.clear();

  const rejected = await ask(sandbox);
  slack.faults.add({ method: 'chat.update', fault: 'reset_after', times: 2 });
  slack.faults.add({ method: 'chat.postMessage', fault: { error: 'invalid_auth' }, times: 2 });
  await reject(sandbox, people.approver, rejected, CONTROL);
  await endOf(sandbox, rejected, { stepMs: 1_000 });

  const secret = doo.secret();
  const { accessToken = '' } = doo.data.clients[0] ?? {};
  const credentials = { apiKey: secret.apiKey, accessToken };
  const organizations = secret.organizations.map((each) => ({ ...each, credentials }));
  rotate(sandbox, { ...secret, organizations });
  await press(sandbox, people.approver, await ask(sandbox), 'approve');
  const unusable = `{"apiKey":"${credentials.apiKey}","restUrl":7}`;
  answers.push(await askInVain(sandbox, () => rotate(sandbox, unusable)));
  rotate(sandbox, secret);
  const refuse = () => doo.faults.set('oauth', { kind: 'status_401' });
  await sandbox.hosts.repush.killAll();
  answers.push(await askInVain(sandbox, refuse));
  return String(factsOf(accepted).reference);
}

function rotate({ clock, secrets: manager }: Sandbox, secret: object | string): void {
  manager.set(SECRET_IDS.doo, secret);
  clock.advance(SECRETS_KEPT_MS);
}

function haystacksOf({ logs, lambda, slack }: Sandbox) {
  return {
    logs: logs.map(({ line }) => line).join('\n'),
    executions: JSON.stringify(lambda.executions()),
    slackCalls: JSON.stringify(slack.calls),
    slackState: JSON.stringify(slack.workspace.snapshot()),
  };
}

/** What the product left on disk, except doo's own state. */
async function filesIn(): Promise<string> {
  const names = (await readdir(stateDir)).filter((name) => name !== 'doo.json');
  const texts = await Promise.all(names.map((name) => readFile(join(stateDir, name), 'utf8')));
  return texts.join('\n');
}
