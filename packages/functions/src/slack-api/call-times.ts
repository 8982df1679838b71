/** How long a call to Slack may take where no person waits behind it. */
export const PATIENT_CALL_MS = 10_000;

/**
 * When such a call has surely come to Slack or never will, counted from its beginning. An execution
 * that AWS has ended may yet have one on its way: AWS does not interrupt the invocation that runs.
 */
export const CALL_SETTLED_MS = 15_000;
