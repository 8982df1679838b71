import type { OutcomeKind } from '@doo-repush/core/repush/outcome';
import type { CardPayload } from './ledger-card.ts';

/** One target of a request as its card's metadata tells it. */
export interface LedgerTarget {
  readonly eventId?: string;
  /** Short where the metadata had no room for it; left out by cards that call for every one. */
  readonly configurationId?: string;
  /** `undefined` while nothing was sent. */
  readonly outcome?: OutcomeKind;
  /** Items that doo accepted, where the metadata had room for them. */
  readonly items?: number;
}

const KIND_OF: Readonly<Record<string, OutcomeKind>> = {
  a: 'accepted',
  r: 'refused',
  n: 'not_sent',
  u: 'unknown',
};

/**
 * The targets of a card in their order: one for each event and configuration that is not left out.
 * A card of a version that called without a configuration has one for each event, or one.
 */
export function targetsOfCard(card: CardPayload): readonly LedgerTarget[] {
  const words = wordsOf(card.outcomes);
  const leftOut = wordsOf(card.left_out);
  return placesOfCard(card)
    .filter((_, index) => !leftOut.includes(String(index + 1)))
    .map((place, index) => ({ ...place, ...outcomeOf(words[index]) }));
}

/** The configurations of a card; none where it called for every one without naming them. */
export function configurationIdsOf(card: CardPayload): readonly string[] {
  const { configuration_id: id, configuration_ids: ids } = card;
  if (ids !== undefined) return wordsOf(ids);
  return id === undefined || id === '*' ? [] : [id];
}

function placesOfCard(card: CardPayload): readonly LedgerTarget[] {
  const configurations = configurationIdsOf(card).map((configurationId) => ({ configurationId }));
  const each = configurations.length === 0 ? [{}] : configurations;
  const eventIds = wordsOf(card.event_ids);
  if (eventIds.length === 0) return each;
  return eventIds.flatMap((eventId) =>
    each.map((configuration) => ({ eventId, ...configuration })),
  );
}

/** `a412`: accepted with 412 items; `a`, `r`, `n`, `u`: a kind alone. */
function outcomeOf(word: string | undefined): LedgerTarget {
  const [, code = '', digits] = /^([a-z])([0-9]*)$/.exec(word ?? '') ?? [];
  const outcome = KIND_OF[code];
  if (outcome === undefined) return {};
  return digits ? { outcome, items: Number(digits) } : { outcome };
}

function wordsOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(' ').filter((word) => word !== '');
}
