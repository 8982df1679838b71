import type { WebClient } from '@slack/web-api';
import { errorKind, type Log } from '../log.ts';
import { buildClosedCard } from '../slack/blocks/closed-card.ts';
import { METADATA } from '../slack/ids.ts';
import { type LedgerCard, readCards } from '../slack/ledger/read.ts';
import type { ExecutionStatus, StatusOf } from './execution-status.ts';

export interface ReconcileDeps {
  readonly ledger: { readonly client: WebClient; readonly botId: string; readonly channel: string };
  readonly statusOf: StatusOf;
  readonly now: () => number;
  readonly log: Log;
}

/** Longer than any execution lives. */
const LOOK_BACK_MS = 30 * 24 * 3_600_000;
const OPEN_STATES: readonly string[] = ['waiting', 'sending'];
const ENDED: readonly ExecutionStatus[] = ['FAILED', 'STOPPED', 'TIMED_OUT', 'gone'];

/**
 * Closes the cards of executions that AWS says have ended without a report, with the truth. An
 * execution that runs, or that succeeded and will have edited its card itself, is left alone.
 * @returns how many cards were closed
 */
export async function reconcile({ ledger, statusOf, now, log }: ReconcileDeps): Promise<number> {
  const { client, botId, channel } = ledger;
  let closed = 0;
  for await (const card of readCards(client, botId, channel, now() - LOOK_BACK_MS)) {
    if (OPEN_STATES.includes(card.payload.state) && (await closeIfEnded(card))) closed += 1;
  }
  return closed;

  /** One card that cannot be dealt with now must not keep the others open. */
  async function closeIfEnded(card: LedgerCard): Promise<boolean> {
    const { payload, ts } = card;
    const { reference } = payload;
    try {
      const status = await statusOf(payload.execution_arn);
      if (!ENDED.includes(status)) return false;
      const { text, blocks } = buildClosedCard(payload, status);
      const metadata = {
        event_type: METADATA.card,
        event_payload: { ...card.scalars, state: 'failed' },
      };
      await client.chat.update({ channel, ts, text, blocks, metadata });
      log.warn('card_closed', { reference, status });
      return true;
    } catch (error) {
      log.error('card_not_closed', { reference, error: errorKind(error) });
      return false;
    }
  }
}
