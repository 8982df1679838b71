import { App, AwsLambdaReceiver } from '@slack/bolt';
import * as z from 'zod';
import { form } from './form.ts';
import { readSecret } from './secret.ts';

/*
 * What a function with stock Bolt looks like: the secret is read with the first delivery, the
 * command opens a form. It calls Slack once a command, and is given its bot ids, so that Bolt asks
 * for none.
 */

const secretSchema = z.object({
  botToken: z.string().min(1),
  signingSecret: z.string().min(1),
  botId: z.string().min(1),
  botUserId: z.string().min(1),
});

type LambdaHandler = ReturnType<AwsLambdaReceiver['toHandler']>;
let built: Promise<LambdaHandler> | undefined;

async function build(): Promise<LambdaHandler> {
  const { botToken, signingSecret, botId, botUserId } = secretSchema.parse(
    JSON.parse(await readSecret()),
  );
  const receiver = new AwsLambdaReceiver({ signingSecret });
  const app = new App({
    receiver,
    token: botToken,
    botId,
    botUserId,
    clientOptions: { slackApiUrl: process.env.SLACK_API_URL ?? '' },
  });
  app.command('/doo-repush', async ({ command, client, ack }) => {
    await client.views.open({ trigger_id: command.trigger_id, view: form });
    await ack();
  });
  return receiver.toHandler();
}

export const handler: LambdaHandler = async (event, context) => {
  built ??= build();
  return (await built)(event, context);
};
