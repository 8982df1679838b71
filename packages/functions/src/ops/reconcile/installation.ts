import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { LedgerSource } from '../../ledger/scan.ts';
import { namesOf } from '../../runtime/installation-names.ts';
import { createSecretFetcher } from '../../runtime/secrets/secrets-manager.ts';
import { parseSlackSecret, SlackSecretError } from '../../runtime/secrets/slack-secret.ts';
import { readSettings, SettingsError } from '../../runtime/settings.ts';
import { createSlackClient } from '../../slack-api/client.ts';
import { readFunction } from '../doctor/read-function.ts';

/** What of an installation the comparison needs. */
export interface Installation {
  readonly source: LedgerSource;
  /** Name of the workflow's function. */
  readonly repushFunction: string;
}

/** The installation cannot be read; the message says why. It holds no secret. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
  /** One thing to do, where it is known. */
  readonly fix: string | undefined;

  constructor(message: string, options: { readonly cause?: unknown; readonly fix?: string } = {}) {
    super(message, options);
    this.fix = options.fix;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const TIMEOUT_MS = 20_000;

/** An installation on AWS, as its `worker` is deployed. @throws InstallationError */
export async function deployedInstallation(
  stage: string,
  lambda: LambdaClient,
  { allowLoopback, region }: { readonly allowLoopback: boolean; readonly region?: string },
): Promise<Installation> {
  const { functions } = namesOf(stage);
  const reading = await readFunction(lambda, functions.worker);
  if (reading.kind !== 'found')
    throw new InstallationError(`${functions.worker} cannot be read: ${reading.detail}`, reading);
  const { settings } = reading.function;
  return openInstallation(
    { ...settings, ALLOW_LOOPBACK: allowLoopback ? '1' : '0' },
    functions.repush,
    region,
  );
}

/** The installation that this environment is set up for, like a function's. @throws InstallationError */
export function environmentInstallation(env: Environment): Promise<Installation> {
  const { REPUSH_FUNCTION } = env;
  if (REPUSH_FUNCTION === undefined || REPUSH_FUNCTION === '')
    throw new InstallationError('REPUSH_FUNCTION is not set', {
      fix: 'Name a stage with --stage.',
    });
  return openInstallation(env, REPUSH_FUNCTION);
}

async function openInstallation(
  env: Environment,
  repushFunction: string,
  region?: string,
): Promise<Installation> {
  try {
    const settings = readSettings('worker', env);
    const fetchSecret = createSecretFetcher({
      timeoutMs: TIMEOUT_MS,
      ...(region !== undefined && { region }),
    });
    const secret = parseSlackSecret(await fetchSecret(settings.slackSecretId));
    const client = createSlackClient(secret.botToken, settings.slackApiUrl, TIMEOUT_MS);
    const source = { client, botId: secret.botId, channel: settings.approvalChannel };
    return { source, repushFunction };
  } catch (error) {
    if (error instanceof SettingsError || error instanceof SlackSecretError)
      throw new InstallationError(error.message, { cause: error });
    throw error;
  }
}
