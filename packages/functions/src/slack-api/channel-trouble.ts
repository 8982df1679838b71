import { WebAPIPlatformError } from '@slack/web-api';

/**
 * What keeps the app from the approval channel until somebody changes something in Slack (Slack docs:
 * errors of conversations.history and chat.postMessage).
 */
const TROUBLES = ['not_in_channel', 'channel_not_found', 'is_archived'] as const;
export type ChannelTrouble = (typeof TROUBLES)[number];

/** Which one an error is; `undefined` for every other, which may pass by itself. */
export function channelTroubleOf(error: unknown): ChannelTrouble | undefined {
  if (!(error instanceof WebAPIPlatformError)) return undefined;
  return TROUBLES.find((name) => name === error.data.error);
}
