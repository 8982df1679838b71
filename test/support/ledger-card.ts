import { cardMetadata } from '@doo-repush/functions/ledger/card-metadata';
import { asCard, decodeCard, type LedgerCard } from '@doo-repush/functions/ledger/ledger-card';

const BOT_ID = 'B0REPUSH01';

/** A card as read back from the ledger after it was posted. */
export function ledgerCard(
  card: Parameters<typeof cardMetadata>[0],
  { ts = '1700000000.000100', executionArn = 'arn' } = {},
): LedgerCard {
  const metadata = cardMetadata(card, { executionName: 'sandbox-V1', executionArn });
  const read = asCard({ ts, bot_id: BOT_ID, metadata }, BOT_ID);
  if (read === undefined) throw new Error('The card cannot be read back');
  return read;
}

/** A card with these metadata fields, of whatever version. */
export function recordedCard(fields: object, ts = '1700000000.000100'): LedgerCard {
  const read = decodeCard(ts, {
    v: 1,
    execution: 'sandbox-V1',
    execution_arn: 'arn',
    reference: '8C2F01',
    state: 'waiting',
    requester: 'U0RENEREQU',
    resource: 'orders',
    organization: 'Acme',
    configuration: 'CRM',
    ...fields,
  });
  if (read === undefined) throw new Error('The fields are none of a card');
  return read;
}
