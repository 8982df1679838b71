import type { Card } from '../../model/card.ts';
import type { Message } from '../../slack-api/message.ts';
import { subjectWords } from '../card/request-text.ts';
import { section } from '../message.ts';
import { cardLink } from '../mrkdwn.ts';

/** To the requester, where they asked: the card stands. @param link Slack's address of the card */
export function receiptMessage(
  { checked, reference }: Pick<Card, 'checked' | 'reference'>,
  channelId: string,
  link: string | undefined,
): Message {
  const text = `Sent for approval to <#${channelId}>: ${subjectWords(checked)}. Follow it on its card: ${cardLink(reference, link)}. Nothing is repushed before a colleague approves.`;
  return { text, blocks: [section(text)] };
}
