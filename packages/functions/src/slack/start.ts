import { type Clocks, turn } from '../runtime/early.ts';
import { createLog } from '../runtime/log.ts';
import { isSlackApi, SLACK_API_URL } from '../runtime/slack-address.ts';
import { type EarlyConnections, openConnections } from '../slack-api/early-connections.ts';
import type { HttpAnswer } from './guard/guard.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The form, a click and a submission begin with two questions about a person, side by side. */
const CONNECTIONS = 2;

/**
 * Starts the slack function. The connections to Slack and the first readings of the secrets are on their
 * way while the code loads, in steps that let them go on: Lambda gives the start of a process a whole CPU,
 * and Slack's three seconds begin with the delivery (AWS docs: Lambda execution environment).
 * @throws SettingsError that names every invalid setting
 */
export async function startSlack(
  env: Environment,
): Promise<(event: unknown) => Promise<HttpAnswer>> {
  const clocks = { wall: () => Date.now(), process: () => performance.now() };
  const early = connect(env, clocks);
  await turn();
  const log = createLog((line) => process.stdout.write(`${line}\n`), clocks.wall, {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
  });
  const { beginSecrets, createSecrets } = await import('../runtime/secrets/secret-store.ts');
  const secrets = createSecrets(clocks.wall, log);
  const { SLACK_SECRET_ID = '', ORGANIZATIONS_SECRET_ID, DOO_SECRET_ID = '' } = env;
  const ids = [SLACK_SECRET_ID, ORGANIZATIONS_SECRET_ID || DOO_SECRET_ID].filter((id) => id !== '');
  const begun = beginSecrets(ids);
  await turn();
  await import('./app.ts');
  await turn();
  const { createSlackHandler } = await import('./handler.ts');
  await turn();
  const handler = createSlackHandler(env, { now: clocks.wall, log, secrets, early });
  await Promise.all([...begun].map(([id, reading]) => secrets.offer(id, reading)));
  return handler;
}

/** The settings say later whether the address may be used; until then nothing is sent there. */
function connect(env: Environment, clocks: Clocks): EarlyConnections | undefined {
  const url = env.SLACK_API_URL || SLACK_API_URL;
  return isSlackApi(url, env.ALLOW_LOOPBACK === '1')
    ? openConnections(new URL(url), CONNECTIONS, clocks)
    : undefined;
}
