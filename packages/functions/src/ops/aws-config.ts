const TIMEOUT_MS = 10_000;

/** How long a tool waits for AWS, and how often it tries. */
export interface AwsPatience {
  readonly timeoutMs?: number | undefined;
  readonly maxAttempts?: number | undefined;
}

/**
 * What every AWS client of a tool is made with, so that an AWS that never answers ends it with an error: the SDK
 * only warns of a time-out by itself.
 */
export function awsConfig(
  place: { readonly region?: string | undefined } = {},
  { timeoutMs = TIMEOUT_MS, maxAttempts = 2 }: AwsPatience = {},
) {
  return {
    ...(place.region !== undefined && { region: place.region }),
    maxAttempts,
    requestHandler: {
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
    },
  };
}
