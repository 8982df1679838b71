import * as z from 'zod';
import { ServiceError } from '../service-error.ts';
import { notFound, type StoredSecret, type StoredSecrets } from './stored-secrets.ts';

/** One API operation on one secret; returns the response. */
type SecretOperation = (secrets: StoredSecrets, secret: StoredSecret, body: unknown) => object;

const putSchema = z.object({ SecretString: z.string() });

/** The value of a secret; a secret without a value is not found. */
const getSecretValue: SecretOperation = (_, { arn, name, version, deletedMs }) => {
  if (deletedMs !== undefined) throw markedForDeletion();
  if (version === undefined) {
    throw notFound(
      "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    );
  }
  return {
    ARN: arn,
    Name: name,
    SecretString: version.text,
    VersionId: version.versionId,
    VersionStages: ['AWSCURRENT'],
    CreatedDate: version.createdMs / 1000,
  };
};

/** A secret's metadata without its value, even if it is marked for deletion. */
const describeSecret: SecretOperation = (_, { arn, name, version, deletedMs }) => ({
  ARN: arn,
  Name: name,
  ...(version && { VersionIdsToStages: { [version.versionId]: ['AWSCURRENT'] } }),
  ...(deletedMs !== undefined && { DeletedDate: deletedMs / 1000 }),
});

/** Sets a new value for an existing secret. */
const putSecretValue: SecretOperation = (secrets, secret, body) => {
  if (secret.deletedMs !== undefined) throw markedForDeletion();
  const { data } = putSchema.safeParse(body);
  if (data === undefined) throw invalid('You must provide SecretString.');
  try {
    const { versionId } = secrets.write(secret, data.SecretString);
    const { arn, name } = secret;
    return { ARN: arn, Name: name, VersionId: versionId, VersionStages: ['AWSCURRENT'] };
  } catch (error) {
    if (error instanceof RangeError) throw invalid(error.message);
    throw error;
  }
};

/** The operations that this peer supports, by the name that ends a request's target. */
export const SECRET_OPERATIONS: Readonly<Record<string, SecretOperation>> = {
  GetSecretValue: getSecretValue,
  DescribeSecret: describeSecret,
  PutSecretValue: putSecretValue,
};

function markedForDeletion(): ServiceError {
  return new ServiceError(
    'InvalidRequestException',
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}
