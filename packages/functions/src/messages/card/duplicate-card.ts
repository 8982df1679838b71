import type { Card } from '../../model/card.ts';
import type { Message } from '../../slack-api/message.ts';
import { section } from '../message.ts';
import { cardLink } from '../mrkdwn.ts';

/** Replaces a duplicate card; points to the card on which the request continues. */
export function copyMessage(
  reference: string,
  link: string | undefined,
  inPlaceOf?: Card['inPlaceOf'],
): Message {
  const why =
    inPlaceOf === 'unchangeable' ? "Slack didn't take changes of this card." : 'Duplicate.';
  const text = `${why} The request is here: ${cardLink(reference, link)}. Nothing to do on this one.`;
  return { text, blocks: [section(text)] };
}
