import type { RefusalReason } from '@doo-repush/core/repush/decision';
import type { LedgerCard } from '../ledger/read.ts';
import type { Refusal } from '../slack/clicks/propose-decision.ts';
import type { StopRefusal } from '../slack/clicks/propose-stop.ts';
import type { ChannelTrouble } from '../slack-api/channel-trouble.ts';
import { channelWords } from './channel-text.ts';
import { COMMAND } from './ids.ts';
import { escapeText, mention, readerTime } from './mrkdwn.ts';
import { type AskingRefusal, refusalWords } from './refusal-text.ts';

/** Words that one person gets privately, in answer to a command, a click or a form. */

export const HELP = [
  '`/doo-repush` opens the form. A colleague approves the request in the channel before anything is sent.',
  '`/doo-repush orders 41231 41232` opens it filled in: a resource (orders, attendees, invitees, events, contacts) and event IDs, or their addresses in doo.',
  '`/doo-repush 41231 since:2h until:30m types:order_created rate:40 reason:"CRM outage" ticket:SUP-4411 org:acme` fills in more, in any order. `since:` and `until:` take how long ago (`30m`, `2h`, `3d`) or a time like `2026-11-20T14:30`.',
  'A pasted `curl` line of the old guide is read too; its token and API key are dropped.',
  '`/doo-repush history 41231` finds earlier requests: by event ID, organization, @person or ticket, with `since:30d`; alone it shows the newest.',
  '`/doo-repush export since:30d` sends you the requests as a file; `until:` ends it earlier.',
  'Slack takes no command in a thread: type it in the message field of the channel, or press Ask for a repush on the Home tab of this app.',
  '`/doo-repush help` shows this.',
].join('\n');

/**
 * Why a person may not ask, in sentences that follow what was not done.
 * @param channelId left out for a form, where no mention is shown
 * @param trouble what keeps the app from the approval channel, and therefore from knowing
 */
export function mayNotAsk(
  reason: AskingRefusal,
  channelId?: string,
  trouble?: ChannelTrouble,
): string {
  const where = channelId === undefined ? 'the approval channel' : `<#${channelId}>`;
  const unsure = trouble
    ? channelWords(trouble, channelId)
    : 'Slack could not say whether you may ask. Try again in a moment.';
  const why =
    reason === 'unverifiable'
      ? unsure
      : `You may not ask for a repush here, since your account ${refusalWords(reason)}. Ask in ${where}.`;
  return `${why} Nothing was repushed.`;
}

/** A click on a card that does not count, as a message to the person who clicked. */
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
      return 'This request ended without a report, so your click does not count. Its card will be closed with what is known.';
    case 'closed':
      return tooLate(refusal.card, (by, atMs) => {
        const when = atMs === undefined ? '' : ` ${readerTime(atMs)}`;
        return `${by === userId ? 'You' : mention(by)} decided${when}. The card shows what became of it.`;
      });
  }
}

/** A submitted rejection that does not count, for a form: it shows plain text, so nobody is named. */
export function rejectionRefused(refusal: Refusal, userId: string): string {
  switch (refusal.kind) {
    case 'not_allowed':
      return mayNotReject(refusal.reason);
    case 'in_hand':
      return `${IN_HAND} so this rejection does not count. If the card still has buttons in a minute, reject it there again.`;
    case 'ended_without_report':
      return 'This request ended without a report, so your rejection does not count. Its card will be closed with what is known.';
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

/** After the end of waiting, told from the card as it stands. */
function tooLate(
  card: LedgerCard | undefined,
  decided: (by: string, atMs: number | undefined) => string,
): string {
  if (card === undefined)
    return 'This request is no longer open: it was decided, or its time ran out. Its card says which.';
  const { state, decided_by: by, decided_at: atSeconds } = card.payload;
  if (state === 'expired')
    return 'This request has expired. Nothing was sent. Its card says why, and Run again opens its form.';
  if (state === 'failed')
    return 'This request ended without a report. Its card says what is known of it.';
  if (by === undefined)
    return 'This request is no longer open: a decision came in before yours. The card shows it in a moment.';
  const atMs = atSeconds === undefined ? undefined : atSeconds * 1000;
  return `This request is no longer open: ${decided(by, atMs)}`;
}

/** A click on *Stop the rest* that was taken. */
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
      return 'This request ended without a report, so your click does not count. Its card will be closed with what is known.';
    case 'in_hand':
      return 'A stop of this request came in before yours and is being looked at. If the card still has its button in a minute, click again.';
  }
}

/** A button of ours that this version no longer understands. */
export const OLD_BUTTON =
  'This button is from another version and no longer works. Nothing was changed. Ask again with /doo-repush.';

/** A command line that was not understood, with the closest right one, which can be copied. */
export function notUnderstood(message: string, suggestion: string): string {
  const line = escapeText(suggestion).replaceAll('`', "'");
  return [
    `${escapeText(message)} No form was opened. Nothing was repushed.`,
    `The closest right form: \`${COMMAND} ${line}\``,
    `\`${COMMAND} help\` shows all of them.`,
  ].join('\n');
}

/** Anything that went wrong on our side. */
export function wentWrong(what: string, reference: string): string {
  return `${what} Try again in a moment; if it stays, give an administrator this reference. Ref ${reference}`;
}

/** A command that AWS may have taken for `worker`, with the reference that is in the log. */
export function commandUnsure(reference: string): string {
  const what = 'Your command could not be handed over for certain: an answer may still come.';
  return wentWrong(what, reference);
}

/** The same for a click on *Older* or *Newer*. */
export function pageUnsure(reference: string): string {
  const what = 'Your click could not be handed over for certain: the page may still come.';
  return wentWrong(what, reference);
}
