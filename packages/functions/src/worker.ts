import { createWorkerHandler } from './worker/handler.ts';

/** Entry point of tasks that may outlast Slack's deadline, started by hand, by a click or by a schedule. */
export const handler = createWorkerHandler(process.env);
