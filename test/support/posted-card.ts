import { buildCard } from '@doo-repush/functions/messages/card/card';
import type { Card } from '@doo-repush/functions/model/card';
import { objectsIn } from '@doo-repush/sandbox/slack/json';
import { addBotMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Workspace } from '@doo-repush/sandbox/slack/workspace/workspace';
import { CARD_STORIES } from './card-stories.ts';
import { asJson } from './postable.ts';

/** Puts a card into the approval channel as the product would build it. */
export function postCard(workspace: Workspace, card: Card): Message {
  const { text, blocks } = buildCard(card);
  return addBotMessage(workspace, people.approvals, { text, blocks: objectsIn(asJson(blocks)) });
}

/** Puts so many cards of the stories into the approval channel, in turns. */
export function postCards(workspace: Workspace, count: number): readonly Message[] {
  const stories = Array.from({ length: count }, (_, at) => at % CARD_STORIES.length);
  return stories
    .flatMap((at) => CARD_STORIES.slice(at, at + 1))
    .map(([, , card]) => postCard(workspace, card));
}
