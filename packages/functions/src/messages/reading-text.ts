import type { AskingRefusal } from '@doo-repush/core/repush/permissions';
import type { ChannelTrouble } from '../model/channel-trouble.ts';
import { channelWords } from './channel-text.ts';
import { refusalWords } from './refusal-text.ts';

/**
 * Why a person may not read the requests, in sentences.
 * @param trouble what keeps the app from the approval channel, and therefore from knowing
 */
export function mayNotRead(
  reason: AskingRefusal,
  channelId: string,
  trouble?: ChannelTrouble,
): string {
  if (reason === 'unverifiable' && trouble !== undefined)
    return `The requests can't be read. ${channelWords(trouble, channelId)}`;
  if (reason === 'unverifiable')
    return "Slack couldn't say whether you may read the requests. Try again in a moment.";
  const why =
    reason === 'not_listed' ? 'is not among those who may ask or approve' : refusalWords(reason);
  return `You may not read the requests: your account ${why}. Ask someone in <#${channelId}>.`;
}
