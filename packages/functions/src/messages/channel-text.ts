import type { ChannelTrouble } from '../model/channel-trouble.ts';

/**
 * Why the app cannot use the approval channel, and the one thing to do.
 * @param channelId left out for a form, where no mention is shown
 */
export function channelWords(trouble: ChannelTrouble, channelId?: string): string {
  const channel = channelId === undefined ? 'the approval channel' : `<#${channelId}>`;
  switch (trouble) {
    case 'not_in_channel':
      return `This app is not in ${channel}. Invite it there: type /invite in that channel and choose the app.`;
    case 'channel_not_found':
      return `Slack does not show ${channel} to this app: it is private and the app is not in it, or it is gone. Have somebody invite the app there, or an administrator name another channel in APPROVAL_CHANNEL.`;
    case 'is_archived':
      return `${capitalized(channel)} is archived. Have it unarchived, and the app invited there again.`;
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
