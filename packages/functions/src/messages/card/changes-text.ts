import type { RepushRequest } from '@doo-repush/core/repush/request';
import { ELLIPSIS } from '@doo-repush/core/typed-text';
import { requestOfCard } from '../../ledger/card-request.ts';
import type { LedgerCard } from '../../ledger/ledger-card.ts';
import type { CheckedRequest } from '../../model/checked-request.ts';
import { isCut } from '../../runtime/text.ts';

/**
 * Lists how a request differs from the one on a card of the ledger, in a few words each. A text that was
 * truncated in the metadata counts as unchanged if its beginning matches.
 */
export function changesSince(card: LedgerCard, { request }: CheckedRequest): readonly string[] {
  const before = requestOfCard(card);
  if (before === undefined) return ["the earlier request couldn't be read"];
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  return [
    ...(before.organizationId === request.organizationId ? [] : ['organization']),
    ...(differs(before.configuration, request.configuration) ? ['system'] : []),
    ...(before.resource === request.resource ? [] : ['what is sent']),
    ...eventChanges(before, request),
    ...(differs(before.window ?? {}, request.window ?? {}) ? ['last updated'] : []),
    ...(isSameText(card.webhookTypes, request.webhookTypes?.join(' ')) ? [] : ['types']),
    ...(before.maxRatePerMin === request.maxRatePerMin ? [] : ['max webhooks per minute']),
    ...(before.order === request.order ? [] : ['order']),
    ...(isSameText(card.reason, request.reason) ? [] : ['reason']),
    ...(isSameText(card.ticket, request.ticket) ? [] : ['ticket']),
  ];
}

function eventChanges(before: RepushRequest, now: RepushRequest): readonly string[] {
  const idsOf = (request: RepushRequest) => ('eventIds' in request ? request.eventIds : []);
  const added = idsOf(now).filter((id) => !idsOf(before).includes(id));
  const removed = idsOf(before).filter((id) => !idsOf(now).includes(id));
  return [
    ...(added.length > 0 ? [`events added: ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`events left out: ${removed.join(', ')}`] : []),
  ];
}

function isSameText(recorded: string | undefined, now: string | undefined): boolean {
  if (recorded !== undefined && isCut(recorded))
    return now?.startsWith(recorded.slice(0, -ELLIPSIS.length)) ?? false;
  return recorded === now;
}
