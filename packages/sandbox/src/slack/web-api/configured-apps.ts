import { randomBytes } from 'node:crypto';
import { SlackApiError } from '../api-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import type { SlackManifest } from '../manifest.ts';
import { requiredText } from './arguments.ts';
import { faultsOfManifest } from './manifest-faults.ts';

/** An app created with a configuration token. */
export interface ConfiguredApp {
  readonly id: string;
  readonly signingSecret: string;
  manifest: JsonObject;
}

export interface ConfiguredAppsOptions {
  /** What apps.manifest.* accepts in place of a bot token; nothing when absent. */
  readonly configurationToken: string | undefined;
  readonly newId: (prefix: string) => string;
  /** The workspace that the token belongs to. */
  readonly teamId: () => string;
}

/** The apps of the configuration token's owner (Slack docs: app manifests). */
export interface ConfiguredApps {
  /** Responds to apps.manifest.validate, create, update and export. Throws SlackApiError. */
  call(method: string, token: string, args: JsonObject): object;
  readonly all: readonly ConfiguredApp[];
  /** From now on the configuration token is older than its twelve hours. */
  expireToken(): void;
}

/** True for a method that takes a configuration token. */
export function isOfConfiguration(method: string): boolean {
  return method.startsWith('apps.manifest.');
}

export function createConfiguredApps(options: ConfiguredAppsOptions): ConfiguredApps {
  const { configurationToken, newId, teamId } = options;
  const apps: ConfiguredApp[] = [];
  let isExpired = false;

  const methods: Readonly<Record<string, (args: JsonObject) => object>> = {
    'apps.manifest.validate'(args) {
      takenManifest(args);
      return {};
    },
    'apps.manifest.create'(args) {
      const manifest = takenManifest(args);
      const signingSecret = randomBytes(16).toString('hex');
      const app = { id: newId('A'), signingSecret, manifest };
      apps.push(app);
      return {
        app_id: app.id,
        team_id: teamId(),
        credentials: {
          client_id: 'placeholder-client-id',
          client_secret: 'placeholder-client-secret',
          verification_token: 'placeholder-verification-token',
          signing_secret: app.signingSecret,
        },
        oauth_authorize_url: 'https://slack.com/oauth/v2/authorize?client_id=placeholder-client-id',
      };
    },
    'apps.manifest.update'(args) {
      const app = ownApp(args);
      const manifest = takenManifest(args);
      const isOther = scopesOf(app.manifest).join() !== scopesOf(manifest).join();
      app.manifest = manifest;
      return { app_id: app.id, permissions_updated: isOther };
    },
    'apps.manifest.export': (args) => ({ manifest: asExported(ownApp(args).manifest) }),
  };

  function ownApp(args: JsonObject): ConfiguredApp {
    const app = apps.find(({ id }) => id === requiredText(args, 'app_id'));
    if (app === undefined) throw new SlackApiError('invalid_app_id');
    return app;
  }

  return {
    all: apps,
    call(name, token, args) {
      const method = methods[name];
      if (method === undefined) throw new SlackApiError('unknown_method');
      if (token === '') throw new SlackApiError('not_authed');
      if (token !== configurationToken) throw new SlackApiError('invalid_auth');
      if (isExpired) throw new SlackApiError('token_expired');
      return method(args);
    },
    expireToken() {
      isExpired = true;
    },
  };
}

/** The manifest in a call, as JSON text. Throws invalid_manifest with a pointer for each error. */
function takenManifest(args: JsonObject): JsonObject {
  const manifest = parseJson(requiredText(args, 'manifest'));
  const errors = isJsonObject(manifest)
    ? faultsOfManifest(manifest)
    : [{ message: 'Must be a JSON object', pointer: '/' }];
  if (!isJsonObject(manifest) || errors.length > 0)
    throw new SlackApiError('invalid_manifest', { manifestErrors: errors });
  return manifest;
}

/** As Slack's own page writes it: unset fields appear beside those that were given. */
function asExported(manifest: JsonObject): JsonObject {
  const settings = isJsonObject(manifest.settings) ? manifest.settings : {};
  return { ...manifest, settings: { ...settings, is_hosted: false, function_runtime: 'remote' } };
}

/** The scopes that installing the app grants. */
function scopesOf(manifest: JsonObject): string[] {
  const oauth = isJsonObject(manifest.oauth_config) ? manifest.oauth_config : {};
  const scopes = isJsonObject(oauth.scopes) ? oauth.scopes.bot : undefined;
  return Array.isArray(scopes) ? scopes.map(String).toSorted() : [];
}

/** The manifest that a person who installs the app agrees to. */
export function installedManifest(manifest: JsonObject, before: SlackManifest): SlackManifest {
  return { ...before, oauth_config: { scopes: { bot: scopesOf(manifest) } } };
}
