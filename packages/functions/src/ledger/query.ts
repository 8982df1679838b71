import { foldName } from '@doo-repush/core/typed-text';
import type { HistoryQuery } from '../model/history-query.ts';
import type { LedgerCard } from './ledger-card.ts';
import { decisionOf } from './ledger-state.ts';

/**
 * Whether a card matches a query, apart from its time. Names and texts are folded before they are compared.
 */
export function matchesQuery(card: LedgerCard, query: HistoryQuery): boolean {
  const { eventId, organization, userId, ticket, text } = query;
  const isOf = (id: string) => card.requesterId === id || decisionOf(card.state)?.by === id;
  return (
    (eventId === undefined || card.eventIds.includes(eventId)) &&
    (organization === undefined ||
      card.organizationId === organization ||
      contains(card.organizationName, organization)) &&
    (userId === undefined || isOf(userId)) &&
    (ticket === undefined || hasWord(card.ticket, ticket)) &&
    (text === undefined || hasText(card, text))
  );
}

function hasText(card: LedgerCard, text: string): boolean {
  const { reference, organizationName, configurationName, ticket, reason } = card;
  if (foldName(reference) === foldName(text)) return true;
  return [organizationName, configurationName, ticket, reason].some((field) =>
    contains(field, text),
  );
}

function contains(field: string | undefined, part: string): boolean {
  return foldName(field ?? '').includes(foldName(part));
}

/** Like `contains`, but only whole words: `SUP-3` is not in `SUP-31`. */
function hasWord(field: string | undefined, word: string): boolean {
  const [text, part] = [foldName(field ?? ''), foldName(word)];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const around = `${text[at - 1] ?? ''}${text[at + part.length] ?? ''}`;
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}
