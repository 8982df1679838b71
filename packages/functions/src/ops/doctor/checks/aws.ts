import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Names } from '../../../runtime/installation-names.ts';
import { errorKind } from '../../../runtime/log.ts';
import { SIGN_IN } from '../../aws-trouble.ts';
import type { StageFile } from '../../stage/schema.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import { readFunction } from '../read-function.ts';

/**
 * Whether AWS knows who asks: a region, credentials of the stage's account, and an answer of Lambda. The
 * account is that of the functions, or the one that the credentials name, as a profile of `aws sso login` does.
 */
export async function checkAws(
  lambda: LambdaClient,
  names: Names,
  { stage, file }: { readonly stage: string; readonly file: StageFile | undefined },
): Promise<Finding> {
  const region = await orUndefined(lambda.config.region());
  if (region === undefined)
    return faulty('no region is set', 'Set AWS_REGION, or a region in the profile of AWS_PROFILE.');
  let account: string | undefined;
  try {
    account = (await lambda.config.credentials()).accountId;
  } catch (error) {
    return faulty(
      `no credentials were found (${errorKind(error)})`,
      'Sign in (`aws sso login`), and name the profile in AWS_PROFILE.',
    );
  }
  const reading = await readFunction(lambda, names.functions.slack);
  switch (reading.kind) {
    case 'found':
      account = reading.function.arn.split(':')[4];
      break;
    // The next step says which function it is.
    case 'absent':
    case 'not_allowed':
      break;
    default:
      return faulty(`${reading.detail} in ${region}`, reading.fix);
  }
  if (file !== undefined && account !== undefined && account !== file.account)
    return faulty(
      `the credentials are of the account ${account}, stages/${stage}.json says ${file.account}`,
      SIGN_IN,
    );
  return fine(`account ${account ?? 'not known'}, region ${region}`, undefined);
}

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch {
    return undefined;
  }
}
