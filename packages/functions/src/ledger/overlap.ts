import type { RepushRequest } from '@doo-repush/core/repush/request';
import { type CheckedRequest, targetsOfChecked } from '../model/checked-request.ts';
import { repeatableTargets } from './event-fates.ts';
import type { LedgerCard } from './ledger-card.ts';
import { isShortId, shortId } from './short-id.ts';
import type { LedgerTarget } from './targets.ts';

/** The parts of a request that the ledger can be compared with. */
export type Asked = Pick<CheckedRequest, 'request' | 'configurations' | 'leftOut'>;

/** What two requests share. `events` is empty for a resource of the organization. */
export interface Overlap {
  readonly eventIds: readonly string[];
}

/**
 * What a card's request and this one have in common from doo's point of view: resource, window, and at
 * least one event and one configuration. The chosen organization is irrelevant, since doo never receives
 * it. A card that called without a configuration reached all of them. Targets that doo certainly did not
 * receive do not count.
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

/** doo's times sort chronologically as strings; an absent end has no limit. */
function sharesWindow(card: LedgerCard, { window }: RepushRequest): boolean {
  const { after, before } = window ?? {};
  return isBefore(card.after, before) && isBefore(after, card.before);
}

function isBefore(start: string | undefined, end: string | undefined): boolean {
  return start === undefined || end === undefined || start <= end;
}
