import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { ACCOUNT_ID, REGION } from '../functions/function-environment.ts';
import { ServiceError } from '../service-error.ts';

/** AWS docs: Secrets Manager quotas. */
const MAX_SECRET_BYTES = 65_536;

/** The current version of a secret's value. */
export interface SecretVersion {
  readonly text: string;
  readonly versionId: string;
  readonly createdMs: number;
}

/** A secret; without a version it exists, but has no value yet. */
export interface StoredSecret {
  readonly arn: string;
  readonly name: string;
  version?: SecretVersion;
  deletedMs?: number;
}

/** The secrets of the account in memory. */
export interface StoredSecrets {
  /** By name or ARN. Throws ResourceNotFoundException. */
  find(id: string): StoredSecret;
  /** The secret of this name, created without a value if there is none. */
  create(name: string): StoredSecret;
  /** Writes a new version of a secret. Throws RangeError above 65,536 bytes. */
  write(secret: StoredSecret, text: string): SecretVersion;
  remove(id: string): void;
}

export function createStoredSecrets(clock: Clock): StoredSecrets {
  const secrets = new Map<string, StoredSecret>();
  return {
    find(id) {
      const secret = secrets.get(id) ?? [...secrets.values()].find(({ arn }) => arn === id);
      if (secret !== undefined) return secret;
      throw notFound("Secrets Manager can't find the specified secret.");
    },
    create(name) {
      const suffix = randomUUID().slice(0, 6);
      const arn = `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${name}-${suffix}`;
      const secret = secrets.get(name) ?? { arn, name };
      secrets.set(name, secret);
      return secret;
    },
    write(secret, text) {
      if (Buffer.byteLength(text) > MAX_SECRET_BYTES) {
        throw new RangeError(`A secret holds at most ${MAX_SECRET_BYTES} bytes`);
      }
      secret.version = { text, versionId: randomUUID(), createdMs: clock.now() };
      return secret.version;
    },
    remove: (id) => void secrets.delete(id),
  };
}

/** The error for an id or a version that does not exist. */
export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message, 400);
}
