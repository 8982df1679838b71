import { within } from '@doo-repush/core/doo/deadline';
import { receiptMessage } from '../messages/direct/receipt.ts';
import { FULL } from '../messages/forms.ts';
import type { Card } from '../model/card.ts';
import { errorKind } from '../runtime/log.ts';
import { LAST_UNSURE_ATTEMPT, type Place } from './channel/channel.ts';
import type { WorkflowDeps } from './context.ts';
import { type Durable, dispensable } from './durable.ts';

/** The time limit of a receipt: a decision is not kept waiting for longer. */
const RECEIPT_MS = 3_000;

/** Whom a receipt is for, and where. */
export interface ReceiptFor {
  readonly requesterId: string;
  /** Of the command or the click; works five times within half an hour. */
  readonly responseUrl: string | undefined;
  /** Whether a direct message already leads to the card, so that no other is sent. */
  readonly hasMessage: boolean;
}

/**
 * Tells the requester that the card stands, once, with a link to it: where they asked, or else directly. One short
 * attempt that we can afford to lose: the card itself is the record.
 */
export async function sendReceipt(
  durable: Durable,
  { requesterId, responseUrl, hasMessage }: ReceiptFor,
  card: Card,
  { channel, ts }: Place,
  { hastyChannel, timeout, log }: Pick<WorkflowDeps, 'hastyChannel' | 'timeout' | 'log'>,
): Promise<void> {
  async function send(until: AbortSignal): Promise<void> {
    const to = await hastyChannel(until);
    const message = receiptMessage(card, channel, await to.linkOf(ts));
    if (responseUrl !== undefined && (await to.answer(responseUrl, message))) return;
    if (!hasMessage) await to.tell(requesterId, message, LAST_UNSURE_ATTEMPT, FULL);
  }

  async function attempted(): Promise<null> {
    const until = timeout(RECEIPT_MS);
    try {
      await within(send(until), until);
    } catch (error) {
      log.warn('receipt_not_told', { error: errorKind(error) });
    }
    return null;
  }

  await durable.step('tell receipt', attempted, dispensable<null>()).catch(() => undefined);
}
