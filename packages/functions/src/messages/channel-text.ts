import type { ChannelTrouble } from '../model/channel-trouble.ts';

/**
 * Why the app cannot use the approval channel, and the one thing to do.
 * @param channelId left out for a form, where no mention is shown
 */
export function channelWords(trouble: ChannelTrouble, channelId?: string): string {
  const channel = channelId === undefined ? 'the approval channel' : `<#${channelId}>`;
  switch (trouble) {
    case 'not_in_channel':
      return `This app isn't in ${channel}. Invite it: type /invite in that channel and pick the app.`;
    case 'channel_not_found':
      return `Slack doesn't show ${channel} to this app: it's private and the app isn't in it, or it's gone. Have someone invite the app, or an admin name another channel in APPROVAL_CHANNEL.`;
    case 'is_archived':
      return `${capitalized(channel)} is archived. Have it unarchived, and invite the app again.`;
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
