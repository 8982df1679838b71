import type { CardPayload } from '../ledger/ledger-card.ts';
import { configurationIdsOf } from '../ledger/targets.ts';

/** `3 configurations`, or every one where a card of an earlier version does not name them. */
export function allWords(card: CardPayload): string {
  const { length } = configurationIdsOf(card);
  return length === 0 ? 'every configuration' : `all ${length} configurations`;
}
