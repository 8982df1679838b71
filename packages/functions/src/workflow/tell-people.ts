import { resultMessage } from '../messages/direct/request-messages.ts';
import type { Card } from '../model/card.ts';
import type { CardState } from '../model/request-state.ts';
import type { Run } from './context.ts';

/**
 * Tells the requester and the decider how a request ended, if the channel could not be written to: the card
 * there may still show buttons.
 */
export async function tellPeople({ deps, requesterId, writer }: Run, card: Card): Promise<void> {
  const message = resultMessage(card, deps.channelId);
  await writer.tell('tell requester', requesterId, message);
  const deciderId = deciderOf(card.state);
  if (deciderId === undefined || deciderId === requesterId) return;
  await writer.tell('tell decider', deciderId, message, 'brief');
}

function deciderOf(state: CardState): string | undefined {
  switch (state.kind) {
    case 'sending':
    case 'sent':
      return state.approved.by;
    case 'rejected':
      return state.rejected.by;
    default:
      return undefined;
  }
}
