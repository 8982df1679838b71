import type { Ending } from '../../executions/ending.ts';
import type { ChannelTrouble } from '../../model/channel-trouble.ts';
import type { Message } from '../../slack-api/message.ts';
import { reopenBlocks } from '../card/buttons.ts';
import { endingWords } from '../card/closed-card.ts';
import { channelWords } from '../channel-text.ts';
import { section } from '../message.ts';

/**
 * To the requester: AWS ended the execution, and Slack refuses to change its card.
 * @param card as it should be
 */
export function unchangedCardMessage({ text, blocks }: Message, channelId: string): Message {
  const note = `Slack takes no change of the card in <#${channelId}>, so what became of your request comes to you.`;
  return { text: `${note} ${text}`, blocks: [section(note), ...blocks] };
}

/**
 * To the requester: AWS ended the execution, and its card cannot be closed while the channel is
 * unreachable.
 */
export function endedOutOfReachMessage(
  ending: Ending,
  reference: string,
  channelId: string,
  trouble: ChannelTrouble,
): Message {
  const text = `Your request ended without a report. ${endingWords(ending)} Its card cannot say so: ${channelWords(trouble, channelId)} Ref ${reference}`;
  return { text, blocks: [section(text)] };
}

/** To the requester: AWS ended the execution, and it has no card in the channel. */
export function endedWithoutCardMessage(
  ending: Ending,
  reference: string,
  executionArn: string,
): Message {
  const text = `Your request ended without a report, and it has no card. ${endingWords(ending)} Ref ${reference}`;
  return { text, blocks: [section(text), ...reopenBlocks(executionArn)] };
}
