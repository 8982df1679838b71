import type { WebClient } from '@slack/web-api';
import { errorKind, type Log } from '../log.ts';
import { buildClosedCard, closedStateOf } from '../slack/blocks/closed-card.ts';
import { METADATA } from '../slack/ids.ts';
import { type LedgerCard, readCard, readCards } from '../slack/ledger/read.ts';
import type { ReadEnding } from './execution-ending.ts';

export interface ReconcileDeps {
  readonly ledger: { readonly client: WebClient; readonly botId: string; readonly channel: string };
  readonly readEnding: ReadEnding;
  readonly now: () => number;
  readonly log: Log;
}

/** Longer than any execution lives, so that one that timed out is still found the day after. */
const LOOK_BACK_MS = 40 * 24 * 3_600_000;
const OPEN_STATES: readonly string[] = ['waiting', 'sending'];

/**
 * Closes the cards of executions that AWS says have ended without showing it, with what is known.
 * @returns how many cards were closed
 */
export async function reconcile({ ledger, readEnding, now, log }: ReconcileDeps): Promise<number> {
  const { client, botId, channel } = ledger;
  let closed = 0;
  for await (const card of readCards(client, botId, channel, now() - LOOK_BACK_MS)) {
    if (OPEN_STATES.includes(card.payload.state) && (await closeIfEnded(card))) closed += 1;
  }
  return closed;

  /** One card that cannot be dealt with now must not keep the others open. */
  async function closeIfEnded({ ts, payload: { reference, execution_arn: arn } }: LedgerCard) {
    try {
      const ending = await readEnding(arn);
      if (ending === undefined) return false;
      // The execution may have shown its end since the channel was read.
      const card = await readCard(client, botId, channel, ts);
      if (card === undefined || !OPEN_STATES.includes(card.payload.state)) return false;
      const { text, blocks } = buildClosedCard(card.payload, ending);
      const event_payload = { ...card.scalars, state: closedStateOf(ending) };
      const metadata = { event_type: METADATA.card, event_payload };
      await client.chat.update({ channel, ts, text, blocks, metadata });
      log.warn('card_closed', { reference, ending: ending.kind });
      return true;
    } catch (error) {
      log.error('card_not_closed', { reference, error: errorKind(error) });
      return false;
    }
  }
}
