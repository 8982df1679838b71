import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import type { LedgerCard } from '../../../ledger/ledger-card.ts';
import { followUpOf } from '../../../ledger/ledger-state.ts';
import { plainForeign } from '../../../runtime/text.ts';
import type { Organization } from '../find-organization.ts';
import { MAX_NAME_CHARS } from './memory-limits.ts';
import type { FormMemory } from './memory-schema.ts';
import type { Recalled } from './recall.ts';

/**
 * What to fill a form in with, or to offer. All configurations are never filled in, nor is one that the
 * events do not share; an organization that is no longer set up is not remembered.
 * @returns `undefined` where there is nothing to say
 */
export function remembered(
  { ofEvents, ofPerson }: Recalled,
  organizations: readonly Organization[],
): FormMemory | undefined {
  const [newest] = ofEvents;
  if (newest === undefined) {
    const last = ofPerson && systemOf(ofPerson, organizations);
    return ofPerson && last && { kind: 'offered', ...last, ...placeOf(ofPerson) };
  }
  const cards = ofEvents.map(({ card }) => card);
  const system = systemOf(newest.card, organizations);
  if (cards.some(({ organizationId }) => organizationId !== newest.card.organizationId))
    return { kind: 'several' };
  if (system === undefined) return undefined;
  const { configuration, ...organization } = system;
  const isShared = cards.every(({ configurationId }) => configurationId === configuration?.id);
  return {
    kind: 'filled',
    eventId: newest.eventId,
    ...organization,
    ...(configuration && isShared && { configuration }),
    ...lastEndOf(newest.card),
    ...placeOf(newest.card),
  };
}

function systemOf(card: LedgerCard, organizations: readonly Organization[]) {
  const { configurationId: id, configurationName: name } = card;
  const known = organizations.find(({ organizationId }) => organizationId === card.organizationId);
  if (known === undefined) return undefined;
  const isOne = id !== undefined && id !== ALL_CONFIGURATIONS;
  return {
    organizationId: known.organizationId,
    organizationName: plainForeign(known.name, MAX_NAME_CHARS),
    ...(isOne && { configuration: { id, name: plainForeign(name, MAX_NAME_CHARS) || id } }),
  };
}

function lastEndOf(card: LedgerCard): Pick<Extract<FormMemory, { kind: 'filled' }>, 'lastEnd'> {
  const { state } = card;
  if (state.kind === 'unknown') return { lastEnd: 'unclear' };
  if (state.kind === 'refused') return { lastEnd: 'refused' };
  const hasNotArrived = followUpOf(state).arrival?.kind === 'not_yet' || endedWithoutYes(card);
  return hasNotArrived ? { lastEnd: 'not arrived' } : {};
}

/** One first: after a yes the arrival is asked about again, and a stop says who stopped. */
function endedWithoutYes({ order, state }: LedgerCard): boolean {
  if (order !== 'one_first' || state.kind !== 'partly_accepted') return false;
  return state.stopped === undefined && state.followUp.arrival === undefined;
}

function placeOf({ reference, askedAtMs, ts }: LedgerCard) {
  return { reference, atMs: askedAtMs ?? Math.floor(Number(ts) * 1000) };
}
