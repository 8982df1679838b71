import type { RefusalReason } from '@doo-repush/core/repush/permissions';
import type { LedgerCard } from '../../ledger/ledger-card.ts';
import { decisionOf } from '../../ledger/ledger-state.ts';
import { mention, readerTime } from '../../messages/mrkdwn.ts';
import { wentWrong } from '../../messages/private-text.ts';
import { refusalWords } from '../../messages/refusal-text.ts';
import type { Refusal } from './propose-decision.ts';
import type { StopRefusal } from './propose-stop.ts';

const ENDED_TELLS =
  'What is known of it comes to its card or, where Slack takes no change of that, into its thread and to the person who asked.';

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
      return `${IN_HAND} so this click does not count. If the card still has buttons in a minute, click again. Nothing was sent by this click.`;
    case 'ended_without_report':
      return `This request ended without a report, so your click does not count. ${ENDED_TELLS}`;
    case 'closed':
      return tooLate(refusal.card, (by, atMs) => {
        const when = atMs === undefined ? '' : ` ${readerTime(atMs)}`;
        return `${by === userId ? 'You' : mention(by)} decided${when}. The card shows what became of it.`;
      });
  }
}

/** An error for a form whose rejection does not count. It shows plain text, so it names nobody. */
export function rejectionRefused(refusal: Refusal, userId: string): string {
  switch (refusal.kind) {
    case 'not_allowed':
      return mayNotReject(refusal.reason);
    case 'in_hand':
      return `${IN_HAND} so this rejection does not count. If the card still has buttons in a minute, reject it there again.`;
    case 'ended_without_report':
      return `This request ended without a report, so your rejection does not count. ${ENDED_TELLS}`;
    case 'closed':
      return tooLate(refusal.card, (by) =>
        by === userId
          ? 'you decided already. The card shows when.'
          : 'a colleague decided already. The card shows who and when.',
      );
  }
}

const IN_HAND =
  'A decision on this request is being looked at right now, or the time for one is over,';

const UNVERIFIABLE = 'Slack could not say who you are or who may decide, so';

function mayNotDecide(
  { decision, reason, requesterId }: Extract<Refusal, { kind: 'not_allowed' }>,
  approvers: readonly string[],
): string {
  const whoMay =
    decision === 'cancelled'
      ? `Only ${mention(requesterId)} can cancel this request.`
      : `${approvers.length === 0 ? 'Nobody is named as an approver' : `Who may decide: ${approvers.map(mention).join(', ')}`}.`;
  switch (reason) {
    case 'own_request':
      return `You asked for this request, so a colleague must decide. ${whoMay} Nothing was sent.`;
    case 'unverifiable':
      return `${UNVERIFIABLE} your click does not count. Try again in a moment. Nothing was sent.`;
    case 'not_requester':
      return `${whoMay} Nothing was changed.`;
    default:
      return `Your click does not count, since your account ${refusalWords(reason)}. ${whoMay} Nothing was sent.`;
  }
}

function mayNotReject(reason: RefusalReason): string {
  switch (reason) {
    case 'own_request':
      return 'You asked for this request, so a colleague must decide. Cancel it on its card instead.';
    case 'unverifiable':
      return `${UNVERIFIABLE} your rejection does not count. Try again in a moment.`;
    default:
      return `Your rejection does not count, since your account ${refusalWords(reason)}. The request still waits: ask an approver.`;
  }
}

/** Explains, from the current card, how the request is no longer pending. */
function tooLate(
  card: LedgerCard | undefined,
  decided: (by: string, atMs: number | undefined) => string,
): string {
  if (card === undefined)
    return 'This request is no longer open: it was decided, or its time ran out. Its card says which.';
  const { state } = card;
  if (state.kind === 'expired')
    return 'This request has expired. Nothing was sent. Its card says why, and Run again opens its form.';
  if (state.kind === 'failed')
    return 'This request ended without a report. Its card says what is known of it.';
  const { by, atMs } = decisionOf(state) ?? {};
  if (by === undefined)
    return 'This request is no longer open: a decision came in before yours. The card shows it in a moment.';
  return `This request is no longer open: ${decided(by, atMs)}`;
}

/** A click on *Stop the rest* that was accepted. */
export const STOP_TAKEN =
  'Your stop was taken. The call that is on its way is finished; what follows it is not sent. The card shows in a moment what was sent and what was not.';

/** A click on *Stop the rest* that does not count. */
export function stopRefused(refusal: StopRefusal, approvers: readonly string[]): string {
  switch (refusal.kind) {
    case 'not_allowed': {
      if (refusal.reason === 'unverifiable')
        return `${UNVERIFIABLE} your click does not count and the sending goes on. Try again in a moment.`;
      const others =
        approvers.length === 0 ? '' : ` or an approver (${approvers.map(mention).join(', ')})`;
      return `Your click does not count, since your account ${refusalWords(refusal.reason)}. ${mention(refusal.requesterId)}${others} can stop this request. The sending goes on.`;
    }
    case 'too_late':
      return refusal.card === undefined
        ? 'It is too late to stop this request: it has ended, or a stop came in before yours. Its card shows what was sent.'
        : 'It is too late to stop this request: nothing of it is being sent any more. Its card shows what was sent.';
    case 'ended_without_report':
      return `This request ended without a report, so your click does not count. ${ENDED_TELLS}`;
    case 'in_hand':
      return 'A stop of this request came in before yours and is being looked at. If the card still has its button in a minute, click again.';
  }
}

/** A button of ours that this version no longer understands. */
export function oldButton(command: string): string {
  return `This button is from another version and no longer works. Nothing was changed. Ask again with ${command}.`;
}

/** The same for a click on *Older* or *Newer*. */
export function pageUnsure(reference: string): string {
  const what = 'Your click could not be handed over for certain: the page may still come.';
  return wentWrong(what, reference);
}
