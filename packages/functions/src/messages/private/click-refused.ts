import type { DecisionKind } from '@doo-repush/core/repush/decision';
import type { RefusalReason } from '@doo-repush/core/repush/permissions';
import type { LedgerCard } from '../../ledger/ledger-card.ts';
import { decisionOf } from '../../ledger/ledger-state.ts';
import { mention, readerTime } from '../mrkdwn.ts';
import { refusalWords } from '../refusal-text.ts';
import { wentWrong } from './may-not-ask.ts';
import { UNSURE } from './unsure.ts';

/** Why a click or a form does not count. */
export type Refusal =
  | {
      readonly kind: 'not_allowed';
      readonly decision: DecisionKind;
      readonly reason: RefusalReason;
      readonly requesterId: string;
    }
  /** The callback is completed but the card is still pending: what came in has yet to be judged. */
  | { readonly kind: 'in_hand' }
  | { readonly kind: 'ended_without_report' }
  | { readonly kind: 'closed'; readonly card: LedgerCard | undefined };

/** Why a click on *Stop the rest* does not count. */
export type StopRefusal =
  | { readonly kind: 'not_allowed'; readonly reason: RefusalReason; readonly requesterId: string }
  /** Nothing is left to stop according to the card; `undefined` if the card could not be read. */
  | { readonly kind: 'too_late'; readonly card: LedgerCard | undefined }
  /** The callback is completed but the card is still being sent. */
  | { readonly kind: 'in_hand' }
  | { readonly kind: 'ended_without_report' };

const ENDED_TELLS =
  'What we know of it goes to its card, or else to its thread and to whoever asked.';

/** A message to a person whose click on a card does not count. */
export function clickRefused(
  refusal: Refusal,
  userId: string,
  approvers: readonly string[],
): string {
  switch (refusal.kind) {
    case 'not_allowed':
      return mayNotDecide(refusal, approvers);
    case 'in_hand':
      return `${IN_HAND} If the buttons are still there in a minute, try again.`;
    case 'ended_without_report':
      return `This request ended without a result, so your click doesn't count. ${ENDED_TELLS}`;
    case 'closed':
      return tooLate(refusal.card, (by, atMs) => {
        const when = atMs === undefined ? '' : ` ${readerTime(atMs)}`;
        return `${by === userId ? 'You' : mention(by)} decided${when}. The card shows the result.`;
      });
  }
}

/** An error for a form whose rejection does not count. It shows plain text, so it names nobody. */
export function rejectionRefused(refusal: Refusal, userId: string): string {
  switch (refusal.kind) {
    case 'not_allowed':
      return mayNotReject(refusal.reason);
    case 'in_hand':
      return `${IN_HAND} If the card still has buttons in a minute, reject it there again.`;
    case 'ended_without_report':
      return `This request ended without a result, so your rejection doesn't count. ${ENDED_TELLS}`;
    case 'closed':
      return tooLate(refusal.card, (by) =>
        by === userId
          ? 'you already decided. The card shows when.'
          : 'a colleague already decided. The card shows who and when.',
      );
  }
}

const IN_HAND = 'Another decision is being processed, or time is up, so nothing changed.';

const UNVERIFIABLE = "Slack couldn't say who you are or who may decide, so";

function mayNotDecide(
  { decision, reason, requesterId }: Extract<Refusal, { kind: 'not_allowed' }>,
  approvers: readonly string[],
): string {
  const whoMay =
    decision === 'cancelled'
      ? `Only ${mention(requesterId)} can cancel this request.`
      : approvers.length === 0
        ? 'No approvers are named: tell an admin.'
        : `Ask ${approvers.map(mention).join(', ')}.`;
  switch (reason) {
    case 'own_request':
      return `You can't approve your own request. ${whoMay}`;
    case 'unverifiable':
      return `${UNVERIFIABLE} your click doesn't count. Try again in a moment.`;
    case 'not_requester':
      return whoMay;
    default:
      return `Nothing changed: your account ${refusalWords(reason)}. ${whoMay}`;
  }
}

function mayNotReject(reason: RefusalReason): string {
  switch (reason) {
    case 'own_request':
      return "You can't reject your own request. Cancel it on its card instead.";
    case 'unverifiable':
      return `${UNVERIFIABLE} your rejection doesn't count. Try again in a moment.`;
    default:
      return `Nothing changed: your account ${refusalWords(reason)}. The request still waits: ask an approver.`;
  }
}

/** Explains, from the current card, how the request is no longer pending. */
function tooLate(
  card: LedgerCard | undefined,
  decided: (by: string, atMs: number | undefined) => string,
): string {
  if (card === undefined)
    return 'This request is closed: it was decided, or its time ran out. Its card says which.';
  const { state } = card;
  if (state.kind === 'expired')
    return 'This request expired. Nothing was sent. Still need it? Edit and ask again on its card.';
  if (state.kind === 'failed')
    return 'This request ended without a result. Its card says what we know.';
  const { by, atMs } = decisionOf(state) ?? {};
  if (by === undefined) return 'Someone decided before you. The card shows it in a moment.';
  return `This request is closed: ${decided(by, atMs)}`;
}

/** A click on *Stop the rest* that was accepted. */
export const STOP_TAKEN =
  "Stopping. The event on its way will finish; the rest won't be sent. The card will show which.";

/** A click on *Stop the rest* that does not count. */
export function stopRefused(refusal: StopRefusal, approvers: readonly string[]): string {
  switch (refusal.kind) {
    case 'not_allowed': {
      if (refusal.reason === 'unverifiable')
        return `${UNVERIFIABLE} your click doesn't count and sending goes on. Try again in a moment.`;
      const others =
        approvers.length === 0 ? '' : ` or an approver (${approvers.map(mention).join(', ')})`;
      return `Nothing changed, and sending goes on: your account ${refusalWords(refusal.reason)}. ${mention(refusal.requesterId)}${others} can stop this request.`;
    }
    case 'too_late':
      return refusal.card === undefined
        ? 'Too late to stop: the request has ended, or someone stopped it before you. Its card shows what was sent.'
        : 'Too late to stop: nothing is being sent any more. The card shows what was sent.';
    case 'ended_without_report':
      return `This request ended without a result, so your click doesn't count. ${ENDED_TELLS}`;
    case 'in_hand':
      return 'Another stop is being processed. If the button is still there in a minute, try again.';
  }
}

/** A button of ours that this version no longer understands. */
export function oldButton(command: string): string {
  return `This button is out of date. Start again with ${command}.`;
}

/** The same for a click on *Older* or *Newer*. */
export function pageUnsure(reference: string): string {
  return wentWrong(UNSURE.page, reference);
}
