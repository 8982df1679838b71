import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

const { startSlack } = await import('./slack/start.ts');

/** Entry point of the function URL: answers every delivery from Slack within three seconds. */
export const handler: (event: unknown) => Promise<APIGatewayProxyStructuredResultV2> =
  await startSlack(process.env);
