import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import type { KnownBlock } from '@slack/types';
import type { Card } from '../../model/card.ts';
import { type CheckedRequest, targetsOfChecked } from '../../model/checked-request.ts';
import { type CardState, type Decided, stateNameOf } from '../../model/request-state.ts';
import { SLACK_LIMITS } from '../../model/slack-limits.ts';
import { cutMarkup } from '../../runtime/text.ts';
import type { Message } from '../../slack-api/message.ts';
import { configurationSummary, configurationWords, reachWords } from '../configuration-text.ts';
import { CLOSED_HEADING, headingOf } from '../headings.ts';
import { context, section, sections } from '../message.ts';
import { approverMention, foreign, mention, readerTime } from '../mrkdwn.ts';
import { againButtons, decisionButtons, resolutionButtons, stopButton } from './buttons.ts';
import { changeWords } from './change-text.ts';
import { configurationDetails, eventDetails, leftOutDetails } from './details.ts';
import { askedPerson, followUpWords, requesterGoneWords } from './follow-up-text.ts';
import { POSTED_AGAIN } from './posted-again.ts';
import { whatWords } from './request-text.ts';
import { previousWords } from './rerun-text.ts';
import { resultWords, sendingWords } from './result-text.ts';
import { scopeLines } from './scope-text.ts';
import { unusualLines } from './warnings.ts';

/** The one message that shows a request and where it stands. */
export function buildCard(card: Card): Message {
  const heading = headingOfState(card.state);
  const blocks: KnownBlock[] = [
    section([`*${heading}*`, askWords(card), ...previousWords(card.previous)].join('\n')),
    ...detailBlocks(card),
    section(stateWords(card)),
    ...followUpBlocks(card),
    ...buttons(card),
    context(footerWords(card)),
  ];
  return { text: summaryOf(card), blocks, ...shortForms(card) };
}

/**
 * The card in one section. While somebody decides, it has everything that is sent but the titles of
 * events, or it is not written so at all.
 */
function shortForms(card: Card): Pick<Message, 'short' | 'leastForm'> {
  const { checked, state } = card;
  const { request, window, configurations } = checked;
  const heading = `*${headingOfState(state)}*`;
  const ids = 'eventIds' in request ? [`*Events:* ${request.eventIds.join(', ')}`] : [];
  const words = stateWords(card);
  const footer = footerWords(card);
  if (state.kind === 'waiting') {
    const whole = [
      heading,
      askWords(card),
      words,
      ...unusualLines(checked).map((line) => `:warning: ${line}`),
      ...ids,
      reachWords(configurations, request.resource),
      ...configurationDetails(checked).onCard,
      ...leftOutDetails(checked).onCard,
      ...scopeLines(request, { ...window, notes: [] }, true),
      footer,
    ].join('\n');
    const fits = whole.length <= SLACK_LIMITS.sectionText;
    const least =
      state.buttonValue === undefined ? {} : ({ leastForm: fits ? 'small' : 'full' } as const);
    return { short: { compact: whole, small: whole }, ...least };
  }
  const next = state.kind === 'sent' ? followUpWords(state.followUp ?? {}, askedPerson(card)) : [];
  const compact = [heading, askWords(card), words, ...next, ...ids, footer].join('\n');
  const small = [heading, briefAskWords(card), cutMarkup(words, 500), footer].join('\n');
  return { short: { compact, small } };
}

function briefAskWords({ checked, requesterId }: Card): string {
  const { organizationName, configurations, request } = checked;
  return `${mention(requesterId)} asks to repush ${whatWords(request)} of ${foreign(organizationName, 40)} to ${configurationSummary(configurations)}.`;
}

function askWords({ checked, requesterId }: Card): string {
  const { organizationName, configurations, request } = checked;
  return `${mention(requesterId)} asks to repush *${whatWords(request)}* of *${foreign(organizationName, 80)}* (${request.organizationId}) to ${configurationWords(configurations)}.`;
}

/** Why a request was closed before its time was over. */
const CLOSED_EARLY: readonly unknown[] = [
  'too_many_refusals',
  'not_shown',
  'no_buttons',
  'too_many_open',
];

function headingOfState(state: CardState): string {
  if (state.kind === 'expired' && CLOSED_EARLY.includes(state.reason)) return CLOSED_HEADING;
  return headingOf(stateNameOf(state), state.kind === 'sent' ? resolvedIn(state) : undefined);
}

function resolvedIn({ results, followUp }: Extract<CardState, { kind: 'sent' }>) {
  const resolution = followUp?.resolution?.kind;
  if (resolution === undefined) return undefined;
  const accepted = results.filter(({ outcome }) => outcome.kind === 'accepted').length;
  return { resolution, accepted, calls: results.length };
}

function followUpBlocks(card: Card): KnownBlock[] {
  const { state } = card;
  const lines = state.kind === 'sent' ? followUpWords(state.followUp ?? {}, askedPerson(card)) : [];
  return lines.length === 0 ? [] : [section(lines.join('\n'))];
}

function buttons(card: Card): KnownBlock[] {
  const { checked, state } = card;
  if (state.kind === 'waiting')
    return state.buttonValue === undefined ? [] : [decisionButtons(checked, state.buttonValue)];
  if (state.kind === 'sending')
    return state.stopValue === undefined ? [] : [stopButton(state.stopValue)];
  return finishedBlocks(card);
}

/** The buttons of a card that is finished: what is unknown must be resolved first. */
function finishedBlocks({ state, executionArn }: Card): KnownBlock[] {
  if (state.kind === 'sent' && state.followUp?.resolution?.kind === 'open')
    return state.answerValue === undefined ? [] : [resolutionButtons(state.answerValue)];
  const elements = executionArn === undefined ? [] : [...againButtons(executionArn)];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: 'finished', elements }];
}

/** The card in one sentence, for notifications, screen readers and links. */
export function summaryOf(card: Card): string {
  const { checked, requesterId, state } = card;
  const where = configurationSummary(checked.configurations);
  const heading = headingOfState(state).replace(/^:[a-z_]+: /, '');
  return `${heading}: ${mention(requesterId)} asks to repush ${whatWords(checked.request)} of ${foreign(checked.organizationName, 80)} to ${where}. Reference ${card.reference}.`;
}

function detailBlocks({ checked, state }: Card): KnownBlock[] {
  const { request } = checked;
  const events = eventDetails(checked).onCard;
  const unusual = unusualLines(checked).map((line) => `:warning: ${line}`);
  const lines = [
    reachWords(checked.configurations, request.resource),
    ...configurationDetails(checked).onCard,
    `*Calls:* ${callWords(checked)}`,
    ...leftOutDetails(checked).onCard,
    ...scopeLines(request, checked.window, state.kind === 'waiting'),
  ];
  return [
    ...sections(unusual),
    ...sections(events.length > 0 ? ['*Events*', ...events] : []),
    ...sections(lines),
  ];
}

function callWords(checked: CheckedRequest): string {
  const targets = targetsOfChecked(checked).length;
  if (targets === 1) return 'doo is asked once';
  const each = [
    ...('eventIds' in checked.request ? ['event'] : []),
    ...(checked.configurations.length > 1 ? ['configuration'] : []),
  ];
  if (checked.request.maxRatePerMin !== undefined)
    return `${targets} calls, one for each ${each.join(' and ')}, in turn at this rate`;
  return `doo is asked ${targets} times, once for each ${each.join(' and ')}`;
}

function stateWords(card: Card): string {
  const { state } = card;
  switch (state.kind) {
    case 'waiting':
      return `${card.mention === undefined ? '' : `${approverMention(card.mention)} `}A colleague decides until ${readerTime(state.expiresAtMs)}.${officeHoursWords(state.officeHours)} Nothing has been sent.${onceMoreWords(state.askedOnceMore)}${state.buttonValue === undefined ? ' The buttons come when the thread has what does not fit here.' : ''}`;
    case 'sending':
      return `Approved by ${mention(state.approved.by)} ${readerTime(state.approved.atMs)}. ${sendingWords(state, card.checked)}${requesterGoneWords(card)}`;
    case 'rejected':
      return `Rejected by ${mention(state.rejected.by)} ${readerTime(state.rejected.atMs)}: ${foreign(state.reason, MAX_REASON_CHARS)}\nNothing was sent.`;
    case 'cancelled':
      return `Cancelled by ${mention(state.cancelled.by)} ${readerTime(state.cancelled.atMs)}. Nothing was sent.`;
    case 'expired':
      return `${expiredWords(state)} Nothing was sent. Ask again if it is still needed.`;
    case 'sent':
      return `Approved by ${mention(state.approved.by)} ${readerTime(state.approved.atMs)}.${stoppedWords(state.stopped)}${againWords(state)}${requesterGoneWords(card)}\n${resultWords(state.results, card.checked)}`;
    case 'failed':
      return "The request ended before its result could be recorded. Look into the thread and the customer's system before you ask again.";
  }
}

function officeHoursWords(hours: Extract<CardState, { kind: 'waiting' }>['officeHours']): string {
  if (hours === undefined) return '';
  return ` Only ${foreign(hours.text, 200)} (${foreign(hours.timeZone, 60)}) counts.`;
}

function onceMoreWords(approved: Decided | undefined): string {
  if (approved === undefined) return '';
  return `\n:warning: ${mention(approved.by)} approved this ${readerTime(approved.atMs)}, after a request for the same had been approved: see *Repeat*. That approval sent nothing, and somebody decides once more.`;
}

function expiredWords({ atMs, reason, by }: Extract<CardState, { kind: 'expired' }>): string {
  switch (reason) {
    case 'approved_late':
      return `${by === undefined ? 'Somebody' : mention(by)} approved it, which could not be verified before its time was over.`;
    case 'not_shown':
      return `Closed ${readerTime(atMs)}, before its time was over: Slack did not take what does not fit here into the thread, so nobody could see all of it.`;
    case 'no_buttons':
      return `Closed ${readerTime(atMs)}, before its time was over: a decision did not count, and Slack did not take the buttons for the next one.`;
    case 'too_many_refusals':
      return `Closed ${readerTime(atMs)}, before its time was over: too many decisions did not count.`;
    case 'too_many_open':
      return `Closed ${readerTime(atMs)}, before anybody decided: whoever asked had as many open requests as one person may have.`;
    default:
      return `Nobody who may decide did so until ${readerTime(atMs)}.`;
  }
}

/** What the reading right before the first call came to. */
function againWords({ changes, isUnread }: Extract<CardState, { kind: 'sent' }>): string {
  if (changes !== undefined)
    return `\n:warning: *Changed since the card was posted*, so nothing was sent:\n${changeWords(changes)}`;
  return isUnread
    ? '\nThe configurations could not be read again right before the first call.'
    : '';
}

function stoppedWords(stopped: Decided | undefined): string {
  if (stopped === undefined) return '';
  return ` Stopped by ${mention(stopped.by)} ${readerTime(stopped.atMs)}: what doo had not been asked by then was not sent.`;
}

function footerWords({ askedAtMs, reference, state, inPlaceOf }: Card): string {
  const hasAccepted =
    state.kind === 'sent' && state.results.some(({ outcome }) => outcome.kind === 'accepted');
  const note = hasAccepted
    ? ' · "Accepted" means that doo took the call, not that webhooks arrived'
    : '';
  const again = inPlaceOf === undefined ? '' : ` · ${POSTED_AGAIN[inPlaceOf]}`;
  return `Asked ${readerTime(askedAtMs)} · Reference ${reference}${note}${again}`;
}
