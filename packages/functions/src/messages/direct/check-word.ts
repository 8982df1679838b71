import type { Message } from '../../slack-api/message.ts';
import { section } from '../message.ts';
import { cardLink } from '../mrkdwn.ts';

/** To the requester: the check takes longer than they would wait without a word. */
export function checkGoesOnMessage(reference: string): Message {
  return plain(
    `Still checking your request: doo or Slack is slow. No approver has been asked yet. You'll hear here within a minute. Ref ${reference}`,
  );
}

/** The same once there is a card. @param link Slack's address of the card */
export function checkPassedMessage(
  reference: string,
  channelId: string,
  link: string | undefined,
): Message {
  return plain(
    `Checked: your request is now in <#${channelId}> for approval: ${cardLink(reference, link)}.`,
  );
}

/** The same once it was told why there is no card. */
export function checkEndedMessage(reference: string): Message {
  return plain(
    `Your request wasn't sent for approval: another message here says why. Ref ${reference}`,
  );
}

function plain(text: string): Message {
  return { text, blocks: [section(text)] };
}
