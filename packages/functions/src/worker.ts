import { createWorkerHandler } from './worker/handler.ts';

/** Entry of what may take longer than Slack waits and only reads; started by hand, click or schedule. */
export const handler = createWorkerHandler(process.env);
