import { decisionOf } from '../../ledger/ledger-state.ts';
import type { Asked } from '../../ledger/overlap.ts';
import type { LedgerCard } from '../../ledger/read.ts';
import { isSameId } from '../../ledger/short-id.ts';
import type { LastTime } from '../../model/checked-request.ts';

/**
 * What became of a request for the same events and system, since doo does not say beforehand how much it would
 * send.
 * @returns `undefined` for another request, and where doo did not accept all of it
 */
export function lastTimeOf(card: LedgerCard, { request, leftOut }: Asked): LastTime | undefined {
  const { items, state, targets, eventIds } = card;
  const atMs = decisionOf(state)?.atMs;
  if (state.kind !== 'accepted' || items === undefined || items === 0 || atMs === undefined)
    return undefined;
  const isPart = leftOut !== undefined || targets.length !== Math.max(1, eventIds.length);
  if (isPart || !isForSame(card, request)) return undefined;
  const isAlike =
    card.after === request.window?.after &&
    card.before === request.window?.before &&
    (card.webhookTypes ?? '') === (request.webhookTypes ?? []).join(' ');
  return { atMs, items, isAlike };
}

function isForSame(card: LedgerCard, request: Asked['request']): boolean {
  const { configuration, organizationId, resource } = request;
  const [id, ...others] = card.configurationIds;
  if (configuration.kind === 'all' || id === undefined || others.length > 0) return false;
  const eventIds = 'eventIds' in request ? request.eventIds : [];
  return (
    card.resource === resource &&
    card.organizationId === organizationId &&
    isSameId(id, configuration.id) &&
    card.eventIds.length === eventIds.length &&
    card.eventIds.every((each) => eventIds.includes(each))
  );
}
