import { cardLink } from './card-link.ts';
import { type Message, section } from './message.ts';

/** What stands where Slack took a card twice: the request goes on at the other one. */
export function copyMessage(reference: string, link: string | undefined): Message {
  const text = `Slack took this card twice. The request is on the other one: ${cardLink(reference, link)}. There is nothing to do here.`;
  return { text, blocks: [section(text)] };
}
