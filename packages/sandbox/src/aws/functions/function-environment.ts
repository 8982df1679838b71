import { dirname } from 'node:path';

export const REGION = 'eu-central-1';
export const ACCOUNT_ID = '000000000000';
export const MEMORY_LIMIT_MB = 512;

/** `AWS_LAMBDA_INITIALIZATION_TYPE` (AWS docs: Lambda environment variables). */
export type InitializationType = 'on-demand' | 'provisioned-concurrency';

/** The ARN of a function, qualified when a qualifier is given. */
export function functionArn(name: string, qualifier?: string): string {
  const unqualified = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}`;
  return qualifier === undefined ? unqualified : `${unqualified}:${qualifier}`;
}

/**
 * The whole environment of a function's process: what the Lambda runtime sets (AWS docs: Lambda
 * environment variables), credentials that grant nothing, and `env`. Only PATH is inherited from this
 * process, so the function never finds the user's own credentials.
 */
export function functionEnvironment(options: {
  name: string;
  bundlePath: string;
  timeoutMs: number;
  logStreamName: string;
  initialization?: InitializationType;
  env: Record<string, string>;
}): Record<string, string> {
  const { name, bundlePath, timeoutMs, logStreamName, env } = options;
  return {
    PATH: process.env.PATH ?? '',
    NODE_OPTIONS: '',
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    _HANDLER: 'index.handler',
    LAMBDA_TASK_ROOT: dirname(bundlePath),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MEMORY_LIMIT_MB),
    AWS_LAMBDA_FUNCTION_TIMEOUT: String(Math.ceil(timeoutMs / 1000)),
    AWS_LAMBDA_INITIALIZATION_TYPE: options.initialization ?? 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'placeholder',
    AWS_SECRET_ACCESS_KEY: 'placeholder',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...env,
  };
}
