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
    inPlaceOf === 'unchangeable'
      ? 'Slack took no change of this card.'
      : 'Slack took this card twice.';
  const text = `${why} The request is on the other one: ${cardLink(reference, link)}. There is nothing to do here.`;
  return { text, blocks: [section(text)] };
}
