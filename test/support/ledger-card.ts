import { cardMetadata } from '@doo-repush/functions/ledger/card-metadata';
import { asCard, type LedgerCard } from '@doo-repush/functions/ledger/ledger-card';

const BOT_ID = 'B0REPUSH01';

/** A card as the ledger has it once it is posted and read back. */
export function ledgerCard(
  card: Parameters<typeof cardMetadata>[0],
  { ts = '1700000000.000100', executionArn = 'arn' } = {},
): LedgerCard {
  const metadata = cardMetadata(card, { executionName: 'sandbox-V1', executionArn });
  const read = asCard({ ts, bot_id: BOT_ID, metadata }, BOT_ID);
  if (read === undefined) throw new Error('The card cannot be read back');
  return read;
}
