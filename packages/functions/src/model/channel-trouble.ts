/**
 * Why the app cannot use the approval channel until somebody changes something in Slack (Slack docs: errors
 * of conversations.history and chat.postMessage).
 */
export const CHANNEL_TROUBLES = ['not_in_channel', 'channel_not_found', 'is_archived'] as const;
export type ChannelTrouble = (typeof CHANNEL_TROUBLES)[number];
