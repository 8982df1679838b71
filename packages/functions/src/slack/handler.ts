import { randomBytes } from 'node:crypto';
import { createDooAccess } from '../runtime/doo-access.ts';
import { errorKind, type Log } from '../runtime/log.ts';
import { createOrganizations } from '../runtime/organizations.ts';
import type { SecretsProvider } from '../runtime/secrets/secret-cache.ts';
import {
  parseSlackSecret,
  type SlackSecret,
  SlackSecretError,
} from '../runtime/secrets/slack-secret.ts';
import { readSettings } from '../runtime/settings.ts';
import { createSlackClient } from '../slack-api/client.ts';
import { createPeople, peopleConfig } from '../slack-api/directory.ts';
import type { EarlyConnections } from '../slack-api/early-connections.ts';
import { createSlackFetch } from '../slack-api/fetch.ts';
import { buildApp, type DeliveryHandler, SLACK_TIMEOUT_MS } from './app.ts';
import { createAnswerDeadline } from './deadline.ts';
import { createConfigurationLists } from './form/options/configuration-lists.ts';
import { readFromDoo, readThroughLookup } from './form/options/configuration-reader.ts';
import { guard, type HttpAnswer } from './guard/guard.ts';
import { receivedAtMs } from './guard/incoming.ts';
import { createWorkflowClient } from './workflow-client.ts';

/** What is there before the settings are read. */
export interface Started {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
  readonly secrets: SecretsProvider;
  readonly early: EarlyConnections | undefined;
}

interface Built {
  readonly version: number;
  readonly secret: SlackSecret;
  readonly handle: DeliveryHandler;
}

/**
 * Creates the slack function from its environment. A new version of the Slack secret rebuilds the app and
 * its receiver; everything else lives as long as the process.
 * @throws SettingsError that names every invalid setting
 */
export function createSlackHandler(
  env: Readonly<Record<string, string | undefined>>,
  { now, log, secrets, early }: Started,
): (event: unknown) => Promise<HttpAnswer> {
  const settings = readSettings('slack', env);
  const slackFetch = createSlackFetch(now, early);
  const { repushFunction, workerFunction, lookupFunction } = settings;
  const deadline = createAnswerDeadline(now);
  const workflow = createWorkflowClient(repushFunction, workerFunction, lookupFunction, deadline);
  const access = createDooAccess(secrets, settings, log);
  const organizations = createOrganizations(settings.organizationsSecretId, access, secrets, log);
  const readConfigurationList =
    lookupFunction === undefined ? readFromDoo(access) : readThroughLookup(workflow, now);
  const configurationLists = createConfigurationLists(readConfigurationList, now);
  let built: Built | undefined;

  async function current(refreshed: boolean): Promise<Built> {
    const id = settings.slackSecretId;
    const { text, version } = await (refreshed ? secrets.refresh(id) : secrets.get(id));
    if (built?.version === version) return built;
    try {
      built = { version, ...build(parseSlackSecret(text)) };
      return built;
    } catch (error) {
      if (refreshed || !(error instanceof SlackSecretError)) throw error;
      return current(true);
    }
  }

  function build(secret: SlackSecret): Omit<Built, 'version'> {
    const client = createSlackClient(secret.botToken, settings.slackApiUrl, SLACK_TIMEOUT_MS, {
      slackFetch,
    });
    const people = createPeople(client, peopleConfig(settings, secret.teamId), now, log);
    const newReference = () => randomBytes(3).toString('hex').toUpperCase();
    const deps = {
      settings,
      secret,
      client,
      slackFetch,
      people,
      organizations,
      configurationLists,
      workflow,
      deadline,
      log,
      newReference,
    };
    return { secret, handle: buildApp(deps) };
  }

  async function answer(event: unknown): Promise<HttpAnswer> {
    try {
      const trust = async (refreshed: boolean) => (await current(refreshed)).secret;
      const guarded = await guard(event, { trust, log, now });
      if (guarded.kind === 'answer') return guarded.answer;
      return await (await current(false)).handle(guarded.delivery);
    } catch (error) {
      log.error('delivery_failed', { error: errorKind(error) });
      throw error;
    }
  }

  return (event) => deadline.answering(receivedAtMs(event), () => answer(event));
}
