import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import { type RepushRequest, repushRequestSchema } from '@doo-repush/core/repush/request';
import { isCut } from '../runtime/text.ts';
import type { LedgerCard } from './ledger-card.ts';

/**
 * The request as a card's metadata has it. Webhook types and ticket that were cut are left out, a
 * reason that was cut stays as it is.
 * @returns `undefined` when the metadata holds no request that could be made
 */
export function requestOfCard(card: LedgerCard): RepushRequest | undefined {
  const { configurationId, eventIds, maxRatePerMin } = card;
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
    ...(webhookTypes !== undefined &&
      !isCut(webhookTypes) && { webhookTypes: webhookTypes.split(' ') }),
    ...(maxRatePerMin !== undefined && { maxRatePerMin }),
    reason: given(card.reason),
    ...(ticket !== undefined && !isCut(ticket) && { ticket }),
  }).data;
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
