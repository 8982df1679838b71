import type { OutcomeKind } from '@doo-repush/core/repush/outcome';
import type { CardPayload } from './card-payload.ts';

/** One target of a request as its card's metadata tells it. */
export interface LedgerTarget {
  readonly eventId?: string;
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

/** The targets of a card in their order: one for each event, or one for the organization. */
export function targetsOfCard({ event_ids: ids, outcomes }: CardPayload): readonly LedgerTarget[] {
  const words = wordsOf(outcomes);
  const eventIds = wordsOf(ids);
  if (eventIds.length === 0) return [outcomeOf(words[0])];
  return eventIds.map((eventId, index) => ({ eventId, ...outcomeOf(words[index]) }));
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
