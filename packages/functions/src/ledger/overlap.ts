import type { RepushRequest } from '@doo-repush/core/repush/request';
import { type CheckedRequest, targetsOfChecked } from '../model/checked-request.ts';
import { repeatableTargets } from './event-fates.ts';
import type { LedgerCard } from './ledger-card.ts';
import { isShortId, shortId } from './short-id.ts';
import type { LedgerTarget } from './targets.ts';

/** What doo would get of a request, as far as the ledger can be compared with it. */
export type Asked = Pick<CheckedRequest, 'request' | 'configurations' | 'leftOut'>;

/** What two requests share; its events are none for a resource of the organization. */
export interface Overlap {
  readonly eventIds: readonly string[];
}

/**
 * What a card's request and this one have in common for doo: resource, window, and an event and a
 * configuration. Whose organization was picked makes no difference, since doo does not get it. A card
 * that called without a configuration reached every one of its event, or of its organization. What doo
 * surely did not get counts for nothing.
 */
export function overlapOf(card: LedgerCard, asked: Asked): Overlap | undefined {
  const { request } = asked;
  if (card.resource !== request.resource || !sharesWindow(card, request)) return undefined;
  const theirs = repeatableTargets(card);
  const isShared = sharedWith(theirs, card.organizationId === request.organizationId);
  const shared = targetsOfChecked(asked).filter(isShared);
  if (shared.length === 0) return undefined;
  return { eventIds: [...new Set(shared.flatMap(({ eventId }) => eventId ?? []))] };
}

function sharedWith(theirs: readonly LedgerTarget[], isSameOrganization: boolean) {
  const known = new Set(theirs.map(keyOf));
  const isShort = theirs.some(({ configurationId }) => isShortId(configurationId ?? ''));
  return (ours: LedgerTarget & { readonly configurationId: string }): boolean => {
    const { eventId, configurationId } = ours;
    if (eventId === undefined && !isSameOrganization) return false;
    const every = keyOf(eventId === undefined ? {} : { eventId });
    if (known.has(every) || known.has(keyOf(ours))) return true;
    return isShort && known.has(keyOf({ ...ours, configurationId: shortId(configurationId) }));
  };
}

function keyOf({ eventId = '', configurationId = '' }: LedgerTarget): string {
  return `${eventId} ${configurationId}`;
}

/** doo's times compare in the order of time; an end that is open has no limit. */
function sharesWindow(card: LedgerCard, { window }: RepushRequest): boolean {
  const { after, before } = window ?? {};
  return isBefore(card.after, before) && isBefore(after, card.before);
}

function isBefore(start: string | undefined, end: string | undefined): boolean {
  return start === undefined || end === undefined || start <= end;
}
