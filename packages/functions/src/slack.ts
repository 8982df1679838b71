import { createSlackHandler } from './slack/handler.ts';

/** Entry of the function URL: every delivery of Slack, answered within three seconds. */
export const handler = createSlackHandler(process.env);
