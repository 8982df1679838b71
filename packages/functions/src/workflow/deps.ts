import type { Configuration, ConfigurationList } from '@doo-repush/core/doo/configurations';
import { endingIn } from '@doo-repush/core/doo/deadline';
import { longestDecisionMs } from '@doo-repush/core/repush/waiting';
import type { WebClient } from '@slack/web-api';
import { executionNameOf } from '../executions/arn.ts';
import { createDooAccess } from '../runtime/doo-access.ts';
import { createLog } from '../runtime/log.ts';
import { createSecrets } from '../runtime/secrets/secret-store.ts';
import { parseSlackSecret, type SlackSecret } from '../runtime/secrets/slack-secret.ts';
import { readSettings, waitingRules } from '../runtime/settings.ts';
import { createKept } from '../runtime/ttl-cache.ts';
import { PATIENT_CALL_MS } from '../slack-api/call-times.ts';
import { createSlackClient } from '../slack-api/client.ts';
import { createPeople, peopleConfig } from '../slack-api/directory.ts';
import { type Channel, createChannel } from './channel/channel.ts';
import type { WorkflowDeps } from './context.ts';

/** Less than the time between two edits that show progress. */
const HASTY_TIMEOUT_MS = 3_000;
/** A change in doo is seen after a minute at the latest; an approval takes longer than that. */
const CONFIGURATION_KEPT_MS = 60_000;
/** By so much a wait in office hours may be longer than the week says. */
const CLOCK_CHANGE_MS = 3_600_000;

/**
 * What the workflow is given, from its environment: read once, while secrets are read anew when
 * their time is up. @throws SettingsError that names every fault
 */
export function createRepushDeps(
  env: Readonly<Record<string, string | undefined>>,
): (executionArn: string) => WorkflowDeps {
  const settings = readSettings('repush', env);
  const waiting = waitingRules(settings);
  const { approverMention, approvers } = settings;
  const now = () => Date.now();
  const log = createLog((line) => process.stdout.write(`${line}\n`), now, {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
  });
  const secrets = createSecrets(now, log);
  const access = createDooAccess(secrets, settings, log);
  const configurations = createKept<Configuration>(CONFIGURATION_KEPT_MS, now);
  const begunLists = createKept<ConfigurationList>(CONFIGURATION_KEPT_MS, now);

  async function slack(
    timeoutMs = PATIENT_CALL_MS,
    signal?: AbortSignal,
  ): Promise<{ client: WebClient; secret: SlackSecret }> {
    const secret = parseSlackSecret((await secrets.get(settings.slackSecretId)).text);
    const client = createSlackClient(secret.botToken, settings.slackApiUrl, timeoutMs, {
      until: signal,
    });
    return { client, secret };
  }

  async function channel(
    executionArn: string,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Channel> {
    const { client, secret } = await slack(timeoutMs, signal);
    const origin = { executionArn, executionName: executionNameOf(executionArn) };
    return createChannel({
      client,
      botId: secret.botId,
      channel: settings.approvalChannel,
      origin,
      teamId: secret.teamId,
      allowLoopback: settings.allowLoopback,
      log,
    });
  }

  return (executionArn) => ({
    executionArn,
    approvalTimeoutMs:
      longestDecisionMs(waiting) + (waiting.officeHours === undefined ? 0 : CLOCK_CHANGE_MS),
    waiting,
    approvers,
    maxOpenRequests: settings.maxOpenRequests,
    approverMention,
    channelId: settings.approvalChannel,
    channel: () => channel(executionArn, PATIENT_CALL_MS),
    hastyChannel: (signal) => channel(executionArn, HASTY_TIMEOUT_MS, signal),
    people: async (signal) => {
      const { client, secret } = await slack(PATIENT_CALL_MS, signal);
      return createPeople(client, peopleConfig(settings, secret.teamId), now, log);
    },
    access,
    ledger: async (signal) => {
      const { client, secret } = await slack(PATIENT_CALL_MS, signal);
      return { client, botId: secret.botId, channel: settings.approvalChannel };
    },
    configurations,
    begunLists,
    timeZone: settings.dooTimeZone,
    now,
    timeout: endingIn,
    random: Math.random,
    log: log.with({ execution: executionNameOf(executionArn) }),
  });
}
