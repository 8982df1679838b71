import { DescribeSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import {
  createSecretsClient,
  type SecretFetcherOptions,
  type SecretUnreadableCode,
  secretFailure,
} from './secrets-manager.ts';

/** The state of a secret: absent, marked for deletion, created without a value, or with one. */
export type SecretStanding = 'absent' | 'deleted' | 'without_value' | 'with_value';

/** A secret could not be described or written. Says which one and why, never a value. */
export class SecretUnwritableError extends Error {
  override readonly name = 'SecretUnwritableError';
  readonly code: SecretUnreadableCode;
  readonly secretId: string;
  /** The name of the underlying error. */
  readonly reason: string;

  constructor(code: SecretUnreadableCode, secretId: string, reason: string) {
    super(`secret ${secretId} cannot be written: ${code} (${reason})`);
    this.code = code;
    this.secretId = secretId;
    this.reason = reason;
  }
}

/** Writes existing secrets. */
export interface SecretWriter {
  /** DescribeSecret. @throws SecretUnwritableError */
  standing(id: string): Promise<SecretStanding>;
  /** PutSecretValue: the new version becomes current immediately. @throws SecretUnwritableError */
  write(id: string, text: string): Promise<void>;
}

/** Creates a writer for AWS Secrets Manager. */
export function createSecretWriter(options: SecretFetcherOptions = {}): SecretWriter {
  const client = createSecretsClient(options);
  return {
    async standing(id) {
      try {
        const answer = await client.send(new DescribeSecretCommand({ SecretId: id }));
        if (answer.DeletedDate !== undefined) return 'deleted';
        const stages = Object.values(answer.VersionIdsToStages ?? {}).flat();
        return stages.includes('AWSCURRENT') ? 'with_value' : 'without_value';
      } catch (error) {
        const { code, reason } = secretFailure(error);
        if (code === 'not_found') return 'absent';
        throw new SecretUnwritableError(code, id, reason);
      }
    },
    async write(id, text) {
      try {
        await client.send(new PutSecretValueCommand({ SecretId: id, SecretString: text }));
      } catch (error) {
        const { code, reason } = secretFailure(error);
        throw new SecretUnwritableError(code, id, reason);
      }
    },
  };
}
