import { App, AwsLambdaReceiver } from '@slack/bolt';
import { once } from '../runtime/lazy.ts';
import { SILENT_LOGGER, slackClientOptions } from '../slack-api/client.ts';
import type { SlackDeps } from './deps.ts';
import type { Delivery, HttpAnswer } from './guard/guard.ts';
import { registerRepushCommand } from './listeners/commands/repush.ts';

/** Responds to a verified delivery. */
export type DeliveryHandler = (delivery: Delivery) => Promise<HttpAnswer>;

/** Slack waits 3 s for the whole response, and a listener makes two or three calls. */
export const SLACK_TIMEOUT_MS = 1_100;

/**
 * Builds Bolt for one version of the Slack secret. Registers the command at once, and the other listeners
 * on the first delivery that is not a command: a process started by a command then loads nothing more. Bot
 * IDs are passed in, which saves Bolt a call while it is built. Bolt verifies the signature again.
 */
export function buildApp(deps: SlackDeps): DeliveryHandler {
  const { secret, settings, slackFetch, log } = deps;
  const receiver = new AwsLambdaReceiver({
    signingSecret: secret.signingSecret,
    logger: SILENT_LOGGER,
  });
  const app = new App({
    receiver,
    token: secret.botToken,
    botId: secret.botId,
    botUserId: secret.botUserId,
    convoStore: false,
    ignoreSelf: true,
    logger: SILENT_LOGGER,
    clientOptions: slackClientOptions(settings.slackApiUrl, SLACK_TIMEOUT_MS, { slackFetch }),
  });
  registerRepushCommand(app, deps);
  const withOthers = once(async () => {
    const { registerListeners } = await import('./listeners/index.ts');
    registerListeners(app, deps);
  });
  const handle = receiver.toHandler();

  return async (delivery) => {
    if (!isCommand(delivery)) {
      await withOthers();
      deps.workflow.prepare();
    }
    const answer = await handle(asEvent(delivery), {});
    if (answer.statusCode >= 500)
      log.error('delivery_unanswerable', { statusCode: answer.statusCode });
    return {
      statusCode: answer.statusCode,
      headers: { 'content-type': 'text/plain', ...textHeaders(answer.headers ?? {}) },
      body: answer.body,
    };
  };
}

/** Slack docs: Slash commands. An interaction is a form as well, with the single field `payload`. */
function isCommand({ contentType, text }: Delivery): boolean {
  return (
    contentType === 'application/x-www-form-urlencoded' && new URLSearchParams(text).has('command')
  );
}

/** The event shape that Bolt's receiver handles reliably: plain text, exact content type. */
function asEvent(delivery: Delivery) {
  const { text, contentType, signature, timestamp, retryNum, retryReason } = delivery;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    requestContext: {},
    isBase64Encoded: false,
    body: text,
    headers: {
      'Content-Type': contentType,
      'X-Slack-Signature': signature,
      'X-Slack-Request-Timestamp': timestamp,
      ...(retryNum !== undefined && { 'X-Slack-Retry-Num': retryNum }),
      ...(retryReason !== undefined && { 'X-Slack-Retry-Reason': retryReason }),
    },
  };
}

function textHeaders(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
