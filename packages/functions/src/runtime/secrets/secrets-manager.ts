import {
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';

/** Why a secret could not be read. */
export type SecretUnreadableCode = 'not_found' | 'denied' | 'unavailable' | 'empty';

/** A secret that could not be read: which one and why, never a value. */
export class SecretUnreadableError extends Error {
  override readonly name = 'SecretUnreadableError';
  readonly code: SecretUnreadableCode;
  readonly secretId: string;
  /** Name of the error underneath. The error itself may carry the text of the answer. */
  readonly reason: string;

  constructor(code: SecretUnreadableCode, secretId: string, reason: string) {
    super(`secret ${secretId} cannot be read: ${code} (${reason})`);
    this.code = code;
    this.secretId = secretId;
    this.reason = reason;
  }
}

/** What is not given is found by the AWS SDK itself. */
export interface SecretFetcherOptions {
  endpoint?: string;
  region?: string;
  /** For the connection and again for the answer; default 2000. */
  timeoutMs?: number;
  credentials?: NonNullable<SecretsManagerClientConfig['credentials']>;
}

const CODES: Readonly<Record<string, SecretUnreadableCode>> = {
  ResourceNotFoundException: 'not_found',
  // Secrets Manager's answer for a secret that is marked for deletion.
  InvalidRequestException: 'not_found',
  AccessDeniedException: 'denied',
  CredentialsProviderError: 'denied',
  DecryptionFailure: 'denied',
  ExpiredTokenException: 'denied',
  IncompleteSignatureException: 'denied',
  InvalidSignatureException: 'denied',
  UnrecognizedClientException: 'denied',
};

/** The client of Secrets Manager, which tries twice at most. */
export function createSecretsClient(options: SecretFetcherOptions): SecretsManagerClient {
  const { timeoutMs = 2_000, ...config } = options;
  return new SecretsManagerClient({
    ...config,
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      // Minutes lie between two readings: by then a kept connection is forgotten.
      httpAgent: { keepAlive: false },
      httpsAgent: { keepAlive: false },
    },
  });
}

/** What an error of Secrets Manager means, and its name: the error itself may carry a value. */
export function secretFailure(error: unknown): {
  readonly code: SecretUnreadableCode;
  readonly reason: string;
} {
  const reason = error instanceof Error ? error.name : 'UnknownError';
  return { code: CODES[reason] ?? 'unavailable', reason };
}

/**
 * A reader of secrets in AWS Secrets Manager (GetSecretValue, SecretString), tried twice at most.
 * It throws `SecretUnreadableError` only.
 */
export function createSecretFetcher(
  options: SecretFetcherOptions = {},
): (id: string) => Promise<string> {
  const client = createSecretsClient(options);
  return async (id) => {
    const text = await readSecretString(client, id);
    if (text === '') throw new SecretUnreadableError('empty', id, 'no text');
    return text;
  };
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
