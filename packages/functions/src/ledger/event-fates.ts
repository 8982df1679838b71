import type { Fate } from '../model/event-fate.ts';
import type { Resolved } from '../model/state-name.ts';
import type { LedgerCard } from './ledger-card.ts';
import { decisionOf, followUpOf } from './ledger-state.ts';
import { isShortId } from './short-id.ts';
import type { LedgerTarget } from './targets.ts';

interface SameFate {
  readonly fate: Fate;
  readonly eventIds: readonly string[];
  /** How many calls they are. */
  readonly calls: number;
}

/** What of a request its form is filled in with when it is run again, and what is left out. */
export interface EventsAgain extends SameFate {
  readonly leftOut: readonly SameFate[];
  /** The one of several configurations that all of it is for. */
  readonly configurationId?: string;
  /** Whether the events have other calls as well, to other configurations, which are left out. */
  readonly isPart?: boolean;
}

/**
 * What a person wants who runs a card's request again: what was surely not sent; where there is
 * nothing such, what is unknown; and only then what doo accepted, which sends it twice. Who is asked
 * whether webhooks arrived wants what doo accepted.
 * @returns `undefined` where the request has but one target, or was not sent
 */
export function eventsAgain(
  card: LedgerCard,
  clicked: 'card' | 'question',
): EventsAgain | undefined {
  const isOfSeveral = card.configurationIds.length > 1;
  if (!card.hasOutcomes) return undefined;
  if (card.eventIds.length === 0 && !isOfSeveral) return undefined;
  const groups = Map.groupBy(card.targets, (target) => fateOf(target, card));
  const order: readonly Fate[] =
    clicked === 'question' ? ['started', 'unsure', 'unsent'] : ['unsent', 'unsure', 'started'];
  const [first, ...others] = order.flatMap((fate) => {
    const targets = groups.get(fate);
    return targets === undefined ? [] : [sameFate(fate, targets)];
  });
  if (first === undefined) return undefined;
  const again = { ...first, leftOut: others };
  if (!isOfSeveral || others.length === 0) return again;
  const ids = new Set((groups.get(first.fate) ?? []).map((each) => each.configurationId));
  const [only] = ids;
  if (only === undefined || ids.size > 1 || isShortId(only)) return { ...again, isPart: true };
  return { ...again, configurationId: only };
}

/** The fate of each target of a card, in their order. */
export function fatesOf(
  card: LedgerCard,
): readonly { readonly target: LedgerTarget; readonly fate: Fate }[] {
  return card.targets.map((target) => ({ target, fate: fateOf(target, card) }));
}

const NEVER_SENT: readonly string[] = ['rejected', 'cancelled', 'expired'];

/** The targets of a card that doo got, may have got, or may yet get: what a request can repeat. */
export function repeatableTargets(card: LedgerCard): readonly LedgerTarget[] {
  const { state } = card;
  if (NEVER_SENT.includes(state.kind)) return [];
  if (state.kind === 'failed' && decisionOf(state) === undefined) return [];
  return fatesOf(card)
    .filter(({ fate }) => fate !== 'unsent')
    .map(({ target }) => target);
}

/** What people found out about calls whose end was unknown; `undefined` where none was. */
export function resolvedOf({ state, targets }: LedgerCard): Resolved | undefined {
  const resolution = followUpOf(state).resolution?.kind;
  if (state.kind !== 'unknown' || resolution === undefined) return undefined;
  const accepted = targets.filter(({ outcome }) => outcome === 'accepted').length;
  return { resolution, accepted, calls: targets.length };
}

function sameFate(fate: Fate, targets: readonly LedgerTarget[]): SameFate {
  const eventIds = [...new Set(targets.flatMap(({ eventId }) => eventId ?? []))];
  return { fate, eventIds, calls: targets.length };
}

const FATE_OF_UNKNOWN: Readonly<Partial<Record<string, Fate>>> = {
  started: 'started',
  not_started: 'unsent',
};

/** All unknown outcomes of a request are resolved together. */
function fateOf({ outcome, items }: LedgerTarget, { state }: LedgerCard): Fate {
  switch (outcome) {
    case 'refused':
    case 'not_sent':
      return 'unsent';
    case 'accepted':
      return items === 0 ? 'unsent' : 'started';
    default:
      return FATE_OF_UNKNOWN[followUpOf(state).resolution?.kind ?? 'open'] ?? 'unsure';
  }
}
