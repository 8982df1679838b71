import { WebAPIPlatformError } from '@slack/web-api';
import * as z from 'zod/mini';
import { plainForeign } from '../../runtime/text.ts';
import { createSlackClient } from '../../slack-api/client.ts';
import { refusalOf, slackErrorName } from '../../slack-api/errors.ts';
import { SetupError } from './setup-error.ts';

const TIMEOUT_MS = 20_000;
/** The token serves for twelve hours (Slack docs: app manifests, configuration tokens). */
const BAD_TOKEN = [
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
  'not_allowed_token_type',
];
const APPS_PAGE = 'https://api.slack.com/apps';

/** The configuration token is none that Slack takes: another one may be. */
export class BadConfigurationToken extends Error {
  override readonly name = 'BadConfigurationToken';
}

export interface CreatedApp {
  readonly appId: string;
  readonly signingSecret: string;
}

/** Slack's manifest API. Its methods reject with SetupError or BadConfigurationToken. */
export interface SlackApps {
  validate(manifest: object, appId: string | undefined): Promise<void>;
  create(manifest: object): Promise<CreatedApp>;
  /** @returns whether permissions changed, so that the app has to be installed again */
  update(appId: string, manifest: object): Promise<boolean>;
  export(appId: string): Promise<unknown>;
}

const createdSchema = z.object({
  app_id: z.string(),
  credentials: z.object({ signing_secret: z.string() }),
});
const faultsSchema = z.object({
  errors: z.array(z.object({ message: z.string(), pointer: z.optional(z.string()) })),
});

/** @param token a configuration token, which is kept nowhere */
export function createSlackApps(token: string, slackApiUrl: string): SlackApps {
  const client = createSlackClient(token, slackApiUrl, TIMEOUT_MS);
  const call = async (method: string, args: Record<string, string>) => {
    try {
      return await client.apiCall(`apps.manifest.${method}`, args);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined && BAD_TOKEN.includes(refusal))
        throw new BadConfigurationToken(slackErrorName(error));
      throw failure(method, error);
    }
  };
  const ofApp = (appId: string | undefined): Record<string, string> =>
    appId === undefined ? {} : { app_id: appId };
  return {
    async validate(manifest, appId) {
      await call('validate', { manifest: JSON.stringify(manifest), ...ofApp(appId) });
    },
    async create(manifest) {
      const answer = createdSchema.safeParse(
        await call('create', { manifest: JSON.stringify(manifest) }),
      );
      if (answer.success)
        return {
          appId: answer.data.app_id,
          signingSecret: answer.data.credentials.signing_secret,
        };
      throw new SetupError('Slack does not say which app it created', LOOK_FOR_APP);
    },
    async update(appId, manifest) {
      const args = { manifest: JSON.stringify(manifest), ...ofApp(appId) };
      return z
        .object({ permissions_updated: z.literal(true) })
        .safeParse(await call('update', args)).success;
    },
    async export(appId) {
      return z.object({ manifest: z.unknown() }).parse(await call('export', ofApp(appId))).manifest;
    },
  };
}

const LOOK_FOR_APP = `Look whether it is at ${APPS_PAGE}: if so, write its App ID into the file of the stage as slackApp, else run the setup again.`;

function failure(method: string, error: unknown): SetupError {
  const name = slackErrorName(error);
  if (!(error instanceof WebAPIPlatformError))
    return new SetupError(
      `Slack did not answer apps.manifest.${method} (${name})`,
      method === 'create' ? LOOK_FOR_APP : 'Check the network, then run the setup again.',
    );
  const { data } = faultsSchema.safeParse(error.data);
  const faults = (data?.errors ?? []).map(
    ({ message, pointer = '' }) => `${plainForeign(pointer, 100)} ${plainForeign(message, 200)}`,
  );
  return new SetupError(
    [`Slack refuses apps.manifest.${method} (${name})`, ...faults].join('\n  '),
    name === 'invalid_app_id'
      ? `Use a token of the workspace that the app belongs to, or correct slackApp in the file of the stage (${APPS_PAGE}).`
      : 'Correct the manifest, or look the name up in the documents of this method.',
  );
}
