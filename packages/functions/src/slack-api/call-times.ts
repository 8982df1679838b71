/** The time limit of a Slack call that nobody is waiting for. */
export const PATIENT_CALL_MS = 10_000;

/**
 * How long after its start such a call has certainly reached Slack or never will. When AWS ends an
 * execution it does not interrupt the running invocation, so a call may still be in flight.
 */
export const CALL_SETTLED_MS = 15_000;
