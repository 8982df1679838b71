import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import { type RepushRequest, repushRequestSchema } from '@doo-repush/core/repush/request';
import { isCut } from '../runtime/text.ts';
import type { LedgerCard } from './ledger-card.ts';

/**
 * Rebuilds the request from a card's metadata. Truncated webhook types and a truncated ticket are dropped;
 * a truncated reason is kept as it is.
 * @returns `undefined` if the metadata holds no valid request
 */
export function requestOfCard(card: LedgerCard): RepushRequest | undefined {
  const { configurationId, eventIds, maxRatePerMin, order, ago } = card;
  const window = { after: given(card.after), before: given(card.before) };
  const webhookTypes = given(card.webhookTypes);
  const ticket = given(card.ticket);
  return repushRequestSchema.safeParse({
    resource: card.resource,
    organizationId: card.organizationId,
    configuration:
      configurationId === ALL_CONFIGURATIONS
        ? { kind: 'all' }
        : { kind: 'one', id: configurationId },
    ...(eventIds.length > 0 && { eventIds }),
    ...((window.after ?? window.before) !== undefined && { window }),
    ...((ago.after ?? ago.before) !== undefined && { ago }),
    ...(webhookTypes !== undefined &&
      !isCut(webhookTypes) && { webhookTypes: webhookTypes.split(' ') }),
    ...(maxRatePerMin !== undefined && { maxRatePerMin }),
    ...(order !== undefined && { order }),
    reason: given(card.reason),
    ...(ticket !== undefined && !isCut(ticket) && { ticket }),
  }).data;
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
