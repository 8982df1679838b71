import type { Fate } from '../model/event-fate.ts';
import type { Resolved } from '../model/state-name.ts';
import type { LedgerCard } from './ledger-card.ts';
import { decisionOf, followUpOf } from './ledger-state.ts';
import { isShortId } from './short-id.ts';
import type { LedgerTarget } from './targets.ts';

interface SameFate {
  readonly fate: Fate;
  readonly eventIds: readonly string[];
  /** The number of their calls. */
  readonly calls: number;
}

/** The events that fill in the form for a rerun, and what is left out. */
export interface EventsAgain extends SameFate {
  readonly leftOut: readonly SameFate[];
  /** The only configuration concerned, out of several. */
  readonly configurationId?: string;
  /** Whether the events also have calls to other configurations, which are left out. */
  readonly isPart?: boolean;
}

/**
 * Chooses what a rerun most likely needs: what was certainly not sent; failing that, what is unknown; and
 * only then what doo accepted, which sends it twice. Somebody who is asked about the arrival needs what doo
 * accepted.
 * @returns `undefined` if the request has only one target, or was not sent
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

/** The fate of each target of a card, in order. */
export function fatesOf(
  card: LedgerCard,
): readonly { readonly target: LedgerTarget; readonly fate: Fate }[] {
  return card.targets.map((target) => ({ target, fate: fateOf(target, card) }));
}

const NEVER_SENT: readonly string[] = ['rejected', 'cancelled', 'expired'];

/**
 * The targets that doo received, may have received, or may still receive: those that a new request could
 * duplicate.
 */
export function repeatableTargets(card: LedgerCard): readonly LedgerTarget[] {
  const { state } = card;
  if (NEVER_SENT.includes(state.kind)) return [];
  if (state.kind === 'failed' && decisionOf(state) === undefined) return [];
  return fatesOf(card)
    .filter(({ fate }) => fate !== 'unsent')
    .map(({ target }) => target);
}

/** How unknown outcomes were resolved; `undefined` if there were none. */
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
