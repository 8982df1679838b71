import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createSlackHandler } from './slack/handler.ts';

/** Entry of the function URL: every delivery of Slack, answered within three seconds. */
export const handler: (event: unknown) => Promise<APIGatewayProxyStructuredResultV2> =
  createSlackHandler(process.env);
