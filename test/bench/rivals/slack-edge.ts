import { SlackAPIClient, SlackApp } from 'slack-edge';
import { form } from './form.ts';
import { readSecret } from './secret.ts';

/*
 * The smallest function with slack-edge: the same secret, the same form, one call of Slack a
 * command, and an authorization of its own, so that slack-edge asks for none.
 */

interface UrlEvent {
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

let built: Promise<SlackApp<{ SLACK_SIGNING_SECRET: string }>> | undefined;

async function build() {
  const { botToken, signingSecret, botId, botUserId } = JSON.parse(await readSecret());
  const client = new SlackAPIClient(botToken, { baseUrl: process.env.SLACK_API_URL ?? '' });
  const app = new SlackApp({
    env: { SLACK_SIGNING_SECRET: signingSecret },
    authorize: async () => ({ botToken, botId, botUserId, botScopes: [] }),
  });
  app.command('/doo-repush', async ({ payload }) => {
    await client.views.open({ trigger_id: payload.trigger_id, view: form });
  });
  return app;
}

export async function handler({ headers, body, isBase64Encoded }: UrlEvent) {
  built ??= build();
  const app = await built;
  const request = new Request('https://function.example/', {
    method: 'POST',
    headers,
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  });
  const answer = await app.run(request, { waitUntil: () => undefined });
  return { statusCode: answer.status, body: await answer.text() };
}
