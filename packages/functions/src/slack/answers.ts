import type { DecisionKind, RefusalReason } from '@doo-repush/core/repush/decision';
import { type AskingRefusal, refusalWords } from './blocks/refusal-words.ts';
import { mention, readerTime } from './blocks/text.ts';
import type { LedgerCard } from './ledger/read.ts';

/** Words that one person gets privately, in answer to a command, a click or a form. */

export const HELP = [
  '`/doo-repush` opens the form. A colleague approves the request in the channel before anything is sent.',
  '`/doo-repush orders 41231 41232` opens it filled in: a resource (orders, attendees, invitees, events, contacts) and event IDs.',
  '`/doo-repush help` shows this.',
].join('\n');

/** Why a person may not ask, in sentences that follow what was not done. */
export function mayNotAsk(reason: AskingRefusal, channelId: string): string {
  const why =
    reason === 'unverifiable'
      ? 'Slack could not say whether you may ask. Try again in a moment.'
      : `You may not ask for a repush here, since your account ${refusalWords(reason)}. Ask in <#${channelId}>.`;
  return `${why} Nothing was repushed.`;
}

/** A person whose click on a card does not count, and who may. */
export function mayNotDecide(
  decision: DecisionKind,
  reason: RefusalReason,
  requesterId: string,
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
      return `Slack could not say who you are or who may decide, so your click does not count. Try again in a moment. Nothing was sent.`;
    case 'not_requester':
      return `${whoMay} Nothing was changed.`;
    default:
      return `Your click does not count, since your account ${refusalWords(reason)}. ${whoMay} Nothing was sent.`;
  }
}

/** A click that came after the end of waiting, told from the card as it stands. */
export function tooLate(card: LedgerCard | undefined, userId: string): string {
  const { state, decided_by: by, decided_at: at } = card?.payload ?? {};
  if (state === 'expired') return 'This request has expired. Nothing was sent.';
  if (state === 'failed')
    return 'This request ended without a report. Its card says what is known of it.';
  if (by === undefined)
    return 'This request is no longer open: a decision came in before yours. The card shows it in a moment.';
  const when = at === undefined ? '' : ` ${readerTime(at * 1000)}`;
  const who = by === userId ? 'You' : mention(by);
  return `This request is no longer open: ${who} decided${when}. The card shows what became of it.`;
}

/** A click on a request whose execution ended without a report. */
export const ENDED_WITHOUT_REPORT =
  'This request ended without a report, so your click does not count. Its card is being closed with what is known.';

/** A button of ours that this version no longer understands. */
export const OLD_BUTTON =
  'This button is from another version and no longer works. Nothing was changed. Ask again with /doo-repush.';

/** Anything that went wrong on our side. */
export function wentWrong(what: string, reference: string): string {
  return `${what} Try again in a moment; if it stays, give an administrator this reference. Ref ${reference}`;
}
