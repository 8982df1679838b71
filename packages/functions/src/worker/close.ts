import { errorKind, type Log } from '../log.ts';
import { buildClosedCard, closedStateOf } from '../slack/blocks/closed-card.ts';
import { METADATA } from '../slack/ids.ts';
import { type LedgerCard, readCard } from '../slack/ledger/read.ts';
import type { LedgerSource } from '../slack/ledger/scan.ts';
import type { StateName } from '../slack/ledger/state.ts';
import type { ReadEnding } from './execution-ending.ts';

export interface ClosingDeps {
  readonly source: LedgerSource;
  readonly readEnding: ReadEnding;
  readonly log: Log;
}

const OPEN_STATES: readonly string[] = ['waiting', 'sending'];

/** Whether a card shows a request that has not come to its end. */
export function isOpenCard({ payload }: LedgerCard): boolean {
  return OPEN_STATES.includes(payload.state);
}

/**
 * Closes an open card if AWS says that its execution has ended without showing it, with what is
 * known. Never rejects: one card that cannot be dealt with must not keep others open.
 * @returns the state that the card was closed with; `undefined` where it was left as it is
 */
export async function closeIfEnded(
  { ts, payload: { reference, execution_arn: arn } }: LedgerCard,
  { source: { client, botId, channel }, readEnding, log }: ClosingDeps,
): Promise<StateName | undefined> {
  try {
    const ending = await readEnding(arn);
    if (ending === undefined) return undefined;
    // The execution may have shown its end since the channel was read.
    const card = await readCard(client, botId, channel, ts);
    if (card === undefined || !isOpenCard(card)) return undefined;
    const { text, blocks } = buildClosedCard(card.payload, ending);
    const state = closedStateOf(ending);
    const event_payload = { ...card.scalars, state };
    const metadata = { event_type: METADATA.card, event_payload };
    await client.chat.update({ channel, ts, text, blocks, metadata });
    log.warn('card_closed', { reference, ending: ending.kind });
    return state;
  } catch (error) {
    log.error('card_not_closed', { reference, error: errorKind(error) });
    return undefined;
  }
}
