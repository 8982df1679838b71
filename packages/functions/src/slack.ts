import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createSlackHandler } from './slack/handler.ts';

/** Entry point of the function URL: answers every delivery from Slack within three seconds. */
export const handler: (event: unknown) => Promise<APIGatewayProxyStructuredResultV2> =
  createSlackHandler(process.env);
