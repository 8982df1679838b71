/**
 * How long an execution of the workflow may take in all, in days: no request is open for longer.
 * `infra/waits.ts` says which waits it covers.
 */
export const EXECUTION_TIMEOUT_DAYS = 43;
