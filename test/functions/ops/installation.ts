import { LambdaClient } from '@aws-sdk/client-lambda';
import { type DoctorDeps, examine } from '@doo-repush/functions/ops/doctor/doctor';
import type { StepReport } from '@doo-repush/functions/ops/doctor/examination';
import { logGroupOf, namesOf } from '@doo-repush/functions/runtime/installation-names';
import { createLog } from '@doo-repush/functions/runtime/log';
import { createSecretFetcher } from '@doo-repush/functions/runtime/secrets/secrets-manager';
import { parseSlackSecret } from '@doo-repush/functions/runtime/secrets/slack-secret';
import { guard, type HttpAnswer, type Trust } from '@doo-repush/functions/slack/guard/guard';
import { createFunctionUrl } from '@doo-repush/sandbox/aws/functions/function-url';
import { createIdentity, type Identity } from '@doo-repush/sandbox/aws/identity/identity';
import {
  createLambda,
  type Lambda,
  type LambdaFunction,
} from '@doo-repush/sandbox/aws/lambda-api/lambda';
import { type CloudWatchLogs, createCloudWatchLogs } from '@doo-repush/sandbox/aws/logs/logs';
import {
  createSecretsManager,
  type SecretsManager,
} from '@doo-repush/sandbox/aws/secrets-manager/secrets-manager';
import { createClock } from '@doo-repush/sandbox/clock';
import { createDoo, type Doo } from '@doo-repush/sandbox/doo/doo';
import { functionSettings, slackSecret } from '@doo-repush/sandbox/function-settings';
import { createSlack, type Slack } from '@doo-repush/sandbox/slack/slack';
import { onTestFinished } from 'vitest';
import manifest from '../../../manifest.json' with { type: 'json' };

export const stage = 'test';
export const names = namesOf(stage);
/** What Slack's manifest API takes. */
export const configurationToken = 'canary-configuration-token';

const region = 'eu-central-1';
const credentials = { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' };

type Part = keyof typeof names.functions;

/** What is deployed under one name, to be changed by a test before it looks. */
interface DeployedPart {
  settings: Record<string, string>;
  state: string;
  reservedConcurrency?: number;
}

/** An installation as the operator's tools find it: three functions, two secrets, Slack and doo. */
export interface Installation {
  readonly parts: Record<Part, DeployedPart>;
  /** The settings of each published version, the first one first. */
  readonly versions: Record<Part, readonly Readonly<Record<string, string>>[]>;
  /** How many invocations the account may run at once. */
  readonly account: { concurrency: number };
  readonly lambda: Lambda;
  readonly secrets: SecretsManager;
  readonly logs: CloudWatchLogs;
  readonly identity: Identity;
  readonly slack: Slack;
  readonly doo: Doo;
  readonly slackSecret: ReturnType<typeof slackSecret>;
  /** One setting of all three functions; `undefined` takes it away. */
  set(name: string, value: string | undefined): void;
  /** The function behind the URL: what it trusts, or what it answers with whatever comes. */
  readonly door: {
    trust: () => Promise<Trust>;
    answer: HttpAnswer | undefined;
  };
  undeploy(part: Part): void;
  /** Takes the URL of `slack` away. */
  closeUrl(): void;
  /** Deploys whatever was undeployed. */
  redeploy(): void;
  /** Deploys a function without the configuration that makes it durable. */
  makePlain(part: Part): void;
  /** The environment of a tool on the operator's machine. */
  readonly environment: Readonly<Record<string, string>>;
  examine(deps?: Partial<DoctorDeps>): Promise<readonly StepReport[]>;
}

/** Starts an installation that is in order; it ends with the test. */
export async function openInstallation(
  options: {
    readonly scopes?: readonly string[];
    /** What becomes of an invocation; left out: there must be none. */
    readonly invoke?: LambdaFunction['host']['invoke'];
  } = {},
): Promise<Installation> {
  const clock = createClock();
  const secret = slackSecret();
  const secrets = createSecretsManager({ clock });
  const doo = createDoo({ clock, timeFactor: 1, limits: { perSecond: null } });
  const bot = options.scopes ?? manifest.oauth_config.scopes.bot;
  const slack = createSlack({
    clock,
    signingSecret: secret.signingSecret,
    botToken: secret.botToken,
    configurationToken,
    manifest: { ...manifest, oauth_config: { scopes: { bot } } },
  });
  const log = createLog(() => undefined, Date.now);
  const door: Installation['door'] = {
    trust: async () => parseSlackSecret(secrets.text(names.secrets.slack) ?? ''),
    answer: undefined,
  };
  const functionUrl = createFunctionUrl({
    clock,
    host: {
      async invoke(event) {
        const guarded = await guard(event, { trust: door.trust, log, now: Date.now });
        const answer =
          guarded.kind === 'answer'
            ? guarded.answer
            : { statusCode: 200, body: guarded.delivery.text };
        return { ok: true, payload: door.answer ?? answer, cold: false, durationMs: 0 };
      },
    },
  });
  await Promise.all([secrets.start(), slack.start(), doo.start(), functionUrl.start()]);

  const settings = {
    ...functionSettings({
      slackApiUrl: slack.url,
      lambdaUrl: 'http://127.0.0.1:9',
      secretsManagerUrl: secrets.url,
    }),
    SLACK_SECRET_ID: names.secrets.slack,
    DOO_SECRET_ID: names.secrets.doo,
    REPUSH_FUNCTION: `${names.functions.repush}:live`,
    WORKER_FUNCTION: names.functions.worker,
    LOOKUP_FUNCTION: names.functions.lookup,
    ORGANIZATIONS_SECRET_ID: names.secrets.organizations,
    DOO_CALL_INTERVAL_MS: '0',
    STAGE: stage,
  };
  const part = (): DeployedPart => ({ settings: { ...settings }, state: 'Active' });
  const parts = { slack: part(), repush: part(), worker: part(), lookup: part() };
  const versions: Installation['versions'] = { slack: [], repush: [], worker: [], lookup: [] };
  const durable = { executionTimeoutMs: 60_000, invocationTimeoutMs: 1000 };
  const nothing = () => Promise.reject(new Error('A doctor invokes nothing'));
  const host = { invoke: options.invoke ?? nothing };
  const deployed = (name: Part): LambdaFunction => ({
    host,
    environment: () => parts[name].settings,
    state: () => parts[name].state,
    reservedConcurrency: () => parts[name].reservedConcurrency,
    versions: () => versions[name],
  });
  const functions: Record<string, LambdaFunction> = {
    [names.functions.slack]: { ...deployed('slack'), url: () => functionUrl.url },
    [names.functions.repush]: { ...deployed('repush'), durable },
    [names.functions.worker]: deployed('worker'),
    [names.functions.lookup]: deployed('lookup'),
  };
  const asDeployed = { ...functions };
  const account = { concurrency: 1_000 };
  const accountConcurrency = () => account.concurrency;
  const lambda = createLambda({ clock, functions, accountConcurrency });
  const logs = createCloudWatchLogs();
  const identity = createIdentity();
  await Promise.all([lambda.start(), logs.start(), identity.start()]);
  for (const name of Object.values(names.functions)) logs.create(logGroupOf(name));
  onTestFinished(async () => {
    await Promise.all(
      [lambda, logs, identity, slack, doo, secrets, functionUrl].map((each) => each.stop()),
    );
  });
  secrets.set(names.secrets.slack, secret);
  secrets.set(names.secrets.doo, doo.secret());
  const { organizations } = doo.secret();
  secrets.set(names.secrets.organizations, { organizations });

  return {
    parts,
    versions,
    account,
    lambda,
    logs,
    identity,
    secrets,
    slack,
    doo,
    slackSecret: secret,
    set(name, value) {
      for (const each of Object.values(parts)) {
        if (value === undefined) delete each.settings[name];
        else each.settings[name] = value;
      }
    },
    door,
    redeploy: () => void Object.assign(functions, asDeployed),
    undeploy: (name) => void delete functions[names.functions[name]],
    closeUrl: () => {
      functions[names.functions.slack] = deployed('slack');
    },
    makePlain: (name) => {
      functions[names.functions[name]] = deployed(name);
    },
    environment: {
      PATH: process.env.PATH ?? '',
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_LAMBDA: lambda.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logs.url,
      AWS_ENDPOINT_URL_STS: identity.url,
    },
    examine: (deps) =>
      examine({
        stage,
        file: undefined,
        output: { out: () => undefined, err: () => undefined },
        lambda: lambdaClient(lambda.url),
        fetchSecret: createSecretFetcher({ endpoint: secrets.url, region, credentials }),
        now: () => Date.now(),
        allowLoopback: true,
        skipDoo: false,
        allOrganizations: false,
        onStep: () => undefined,
        ...deps,
      }),
  };
}

/** A client of Lambda at `endpoint`, which tries once. */
export function lambdaClient(
  endpoint: string,
  more: ConstructorParameters<typeof LambdaClient>[0] = {},
): LambdaClient {
  return new LambdaClient({ endpoint, region, credentials, maxAttempts: 1, ...more });
}
