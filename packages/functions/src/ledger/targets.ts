import type { OutcomeKind } from '@doo-repush/core/repush/outcome';

/** One target of a request, decoded from its card's metadata. */
export interface LedgerTarget {
  readonly eventId?: string;
  /**
   * Shortened if the metadata had no room for it; absent on cards that call for all configurations without
   * naming them.
   */
  readonly configurationId?: string;
  /** `undefined` while nothing has been sent. */
  readonly outcome?: OutcomeKind;
  /** Items that doo accepted, if the metadata had room for them. */
  readonly items?: number;
}

const KIND_OF: Readonly<Record<string, OutcomeKind>> = {
  a: 'accepted',
  r: 'refused',
  n: 'not_sent',
  u: 'unknown',
};

interface Recorded {
  readonly eventIds: readonly string[];
  readonly configurationIds: readonly string[];
  /** Places without a target, counted from 1. */
  readonly leftOut: readonly string[];
  /** One word per target. */
  readonly outcomes: readonly string[];
}

/**
 * Decodes the targets of a card in order: one per event and configuration that is not left out. A card of a
 * version that called without a configuration has one per event, or only one.
 */
export function decodeTargets({
  eventIds,
  configurationIds,
  leftOut,
  outcomes,
}: Recorded): readonly LedgerTarget[] {
  return placesOf(eventIds, configurationIds)
    .filter((_, index) => !leftOut.includes(String(index + 1)))
    .map((place, index) => ({ ...place, ...outcomeOf(outcomes[index]) }));
}

function placesOf(
  eventIds: readonly string[],
  configurationIds: readonly string[],
): readonly LedgerTarget[] {
  const configurations = configurationIds.map((configurationId) => ({ configurationId }));
  const each = configurations.length === 0 ? [{}] : configurations;
  if (eventIds.length === 0) return each;
  return eventIds.flatMap((eventId) =>
    each.map((configuration) => ({ eventId, ...configuration })),
  );
}

/** Decodes one outcome: `a412` is accepted with 412 items; `a`, `r`, `n` and `u` are a kind alone. */
function outcomeOf(word: string | undefined): LedgerTarget {
  const [, code = '', digits] = /^([a-z])([0-9]*)$/.exec(word ?? '') ?? [];
  const outcome = KIND_OF[code];
  if (outcome === undefined) return {};
  return digits ? { outcome, items: Number(digits) } : { outcome };
}
