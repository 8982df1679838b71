import { type RepushRequest, repushRequestSchema } from '@doo-repush/core/repush/request';
import type { LedgerCard } from './read.ts';

/** What stands at the end of a text that gave way to the metadata's bound. */
const CUT = '…';

/**
 * The request as a card's metadata has it. Webhook types and ticket that were cut are left out, a
 * reason that was cut stays as it is.
 * @returns `undefined` when the metadata holds no request that could be made
 */
export function requestOfCard({ scalars }: LedgerCard): RepushRequest | undefined {
  const text = (name: string) => {
    const value = scalars[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const uncut = (name: string) => {
    const value = text(name);
    return value?.endsWith(CUT) ? undefined : value;
  };
  const configurationId = text('configuration_id');
  const window = { after: text('after'), before: text('before') };
  return repushRequestSchema.safeParse({
    resource: text('resource'),
    organizationId: text('organization_id'),
    configuration: configurationId === '*' ? { kind: 'all' } : { kind: 'one', id: configurationId },
    ...(text('event_ids') !== undefined && { eventIds: text('event_ids')?.split(' ') }),
    ...((window.after ?? window.before) !== undefined && { window }),
    ...(uncut('types') !== undefined && { webhookTypes: uncut('types')?.split(' ') }),
    ...(scalars.max_rate_per_min !== undefined && { maxRatePerMin: scalars.max_rate_per_min }),
    reason: text('reason'),
    ...(uncut('ticket') !== undefined && { ticket: uncut('ticket') }),
  }).data;
}
