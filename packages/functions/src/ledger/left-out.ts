import type { RepushRequest } from '@doo-repush/core/repush/request';
import { placesOf } from '@doo-repush/core/repush/targets';
import type { Fate } from '../model/event-fate.ts';
import { requestOfCard } from './card-request.ts';
import { fatesOf } from './event-fates.ts';
import type { LedgerCard } from './ledger-card.ts';
import { isSameId } from './short-id.ts';

/**
 * The places of a request for all configurations whose targets on an earlier card did not end as `only`,
 * counted from 1. Empty if the request differs from the card's: if it is for one configuration, or has
 * another resource, window or set of types.
 */
export function leftOutOf(
  card: LedgerCard,
  request: RepushRequest,
  configurationIds: readonly string[],
  only: Fate,
): readonly number[] {
  if (request.configuration.kind === 'one' || !isOfSameKind(card, request)) return [];
  const others = fatesOf(card).filter(({ fate }) => fate !== only);
  return placesOf(request, configurationIds).flatMap(({ eventId, configurationId }, index) => {
    const isLeftOut = others.some(
      ({ target }) =>
        target.eventId === eventId &&
        target.configurationId !== undefined &&
        isSameId(target.configurationId, configurationId),
    );
    return isLeftOut ? [index + 1] : [];
  });
}

function isOfSameKind(card: LedgerCard, request: RepushRequest): boolean {
  const before = requestOfCard(card);
  return before !== undefined && kindOf(before) === kindOf(request);
}

function kindOf({ organizationId, resource, window, webhookTypes }: RepushRequest): string {
  const { after, before } = window ?? {};
  return JSON.stringify([organizationId, resource, after, before, webhookTypes]);
}
