import type { Message } from '../../slack-api/message.ts';
import { section } from '../message.ts';
import { cardLink } from '../mrkdwn.ts';

/** To the requester: the check takes longer than they would wait without a word. */
export function checkGoesOnMessage(reference: string): Message {
  return plain(
    `Your request is still being checked: doo or Slack answers slowly. No approver has been asked yet, and nothing was repushed. You hear here what comes of it, within a minute. Ref ${reference}`,
  );
}

/** The same once there is a card. @param link Slack's address of the card */
export function checkPassedMessage(
  reference: string,
  channelId: string,
  link: string | undefined,
): Message {
  return plain(
    `Your request took longer to check, and is now in <#${channelId}> for approval: ${cardLink(reference, link)}.`,
  );
}

/** The same once it was told why there is no card. */
export function checkEndedMessage(reference: string): Message {
  return plain(
    `The check of your request has ended without a card: another message here says why. Ref ${reference}`,
  );
}

function plain(text: string): Message {
  return { text, blocks: [section(text)] };
}
