import type { BlockAction } from '@slack/bolt';
import type { SlackDeps } from './deps.ts';

/**
 * Whether a button stands on a message of our own bot in the approval channel, where the click's
 * payload says so: what another message shows beside its buttons is not what would be sent.
 */
export function isOnOwnCard(
  { message, channel }: BlockAction,
  { secret, settings }: SlackDeps,
): boolean {
  const isOurBot = message?.bot_id === undefined || message.bot_id === secret.botId;
  return isOurBot && (channel?.id ?? settings.APPROVAL_CHANNEL) === settings.APPROVAL_CHANNEL;
}
