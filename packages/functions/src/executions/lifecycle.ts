/**
 * The execution timeout of the workflow, in days: no request stays open longer. `infra/waits.ts` adds up
 * the waits that it must cover.
 */
export const EXECUTION_TIMEOUT_DAYS = 57;
