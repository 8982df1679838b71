import {
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import { errorKind } from '../log.ts';

/** Why a secret could not be read. */
export type SecretUnreadableCode = 'not_found' | 'denied' | 'unavailable' | 'empty';

/** A secret could not be read. Says which one and why, never a value. */
export class SecretUnreadableError extends Error {
  override readonly name = 'SecretUnreadableError';
  readonly code: SecretUnreadableCode;
  readonly secretId: string;
  /** The name of the underlying error. The error itself may contain the response text. */
  readonly reason: string;

  constructor(code: SecretUnreadableCode, secretId: string, reason: string) {
    super(`secret ${secretId} cannot be read: ${code} (${reason})`);
    this.code = code;
    this.secretId = secretId;
    this.reason = reason;
  }
}

/** Anything omitted falls back to the SDK's defaults. */
export interface SecretFetcherOptions {
  endpoint?: string;
  region?: string;
  /** Applies to connecting and again to the response; default 2000. */
  timeoutMs?: number;
  credentials?: NonNullable<SecretsManagerClientConfig['credentials']>;
  /** How connections are used; default: one for each call. */
  connections?: { readonly keepAlive: boolean; readonly maxSockets?: number };
}

/** Calls are minutes apart, so a connection kept alive would be gone by then. */
const ONE_FOR_EACH_CALL = { keepAlive: false };

const CODES: Readonly<Record<string, SecretUnreadableCode>> = {
  ResourceNotFoundException: 'not_found',
  // Secrets Manager's error for a secret that is marked for deletion.
  InvalidRequestException: 'not_found',
  AccessDeniedException: 'denied',
  CredentialsProviderError: 'denied',
  DecryptionFailure: 'denied',
  ExpiredTokenException: 'denied',
  IncompleteSignatureException: 'denied',
  InvalidSignatureException: 'denied',
  UnrecognizedClientException: 'denied',
};

/** A Secrets Manager client that makes at most two attempts. */
export function createSecretsClient(options: SecretFetcherOptions): SecretsManagerClient {
  const { timeoutMs = 2_000, connections = ONE_FOR_EACH_CALL, ...config } = options;
  return new SecretsManagerClient({
    ...config,
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: connections,
      httpsAgent: connections,
    },
  });
}

/** Classifies an error of Secrets Manager and names it. The error itself may contain a value. */
export function secretFailure(error: unknown): {
  readonly code: SecretUnreadableCode;
  readonly reason: string;
} {
  const name = error instanceof Error ? error.name : 'UnknownError';
  const code = CODES[name];
  return code === undefined
    ? { code: 'unavailable', reason: errorKind(error) }
    : { code, reason: name };
}

/**
 * Reads secrets from AWS Secrets Manager (GetSecretValue, SecretString) in at most two attempts. Throws
 * only `SecretUnreadableError`.
 */
export function createSecretFetcher(
  options: SecretFetcherOptions = {},
): (id: string) => Promise<string> {
  const client = createSecretsClient(options);
  return (id) => readSecret(client, id);
}

/**
 * Begins to read several secrets over one connection, one after the other, and closes it then: a
 * handshake takes longer than a reading.
 * @returns the readings, as `createSecretFetcher` makes them
 */
export function beginReadings(
  ids: readonly string[],
  options: SecretFetcherOptions = {},
): ReadonlyMap<string, Promise<string>> {
  const client = createSecretsClient({
    ...options,
    connections: { keepAlive: true, maxSockets: 1 },
  });
  const readings = new Map(ids.map((id) => [id, readSecret(client, id)]));
  void Promise.allSettled(readings.values()).then(() => client.destroy());
  return readings;
}

async function readSecret(client: SecretsManagerClient, id: string): Promise<string> {
  const text = await readSecretString(client, id);
  if (text === '') throw new SecretUnreadableError('empty', id, 'no text');
  return text;
}

async function readSecretString(client: SecretsManagerClient, id: string): Promise<string> {
  try {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: id }));
    return answer.SecretString ?? '';
  } catch (error) {
    const { code, reason } = secretFailure(error);
    throw new SecretUnreadableError(code, id, reason);
  }
}
