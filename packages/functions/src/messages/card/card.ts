import { isAsked, isResolvable } from '@doo-repush/core/repush/follow-up';
import type { Button, KnownBlock } from '@slack/types';
import type { Card } from '../../model/card.ts';
import type { CardState } from '../../model/request-state.ts';
import { SLACK_LIMITS } from '../../model/slack-limits.ts';
import { cutMarkup, withinBytes } from '../../runtime/text.ts';
import type { Message } from '../../slack-api/message.ts';
import { withoutSymbol } from '../headings.ts';
import { header } from '../message.ts';
import { mention, readerTime } from '../mrkdwn.ts';
import {
  againButtons,
  arrivalButtons,
  firstButtons,
  resolutionButtons,
  stopButton,
} from './buttons.ts';
import { isEmpty } from './first-text.ts';
import { cardHeading } from './heading.ts';
import { actions, type EndedCard, endedBlocks, endedWords } from './layout.ts';
import { POSTED_AGAIN } from './posted-again.ts';
import { subjectWords } from './request-text.ts';
import { previousWords } from './rerun-text.ts';
import { reasonWords } from './scope-text.ts';
import { stateLines } from './state-text.ts';
import { calledFor, type WaitingState, waitingBlocks, waitingLines } from './waiting-card.ts';

/** Of a text that is heard and not seen, before its last sentence. */
const MAX_SUMMARY_BYTES = 3_600;
const MAX_REASON_CHARS = 120;

type SendingState = Extract<CardState, { kind: 'sending' }>;

/** The one message that shows a request and where it stands. */
export function buildCard(card: Card): Message {
  const { state } = card;
  const text = summaryOf(card);
  if (state.kind === 'waiting')
    return {
      text,
      blocks: [header(cardHeading(card)), ...waitingBlocks(card, state)],
      ...waitingForms(card, state),
    };
  const ended = endedCard(card);
  return { text, blocks: endedBlocks(ended), short: endedForms(ended) };
}

/**
 * The card that waits in one section, with everything that one decides by, or it is not written so at
 * all.
 */
function waitingForms(card: Card, state: WaitingState): Pick<Message, 'short' | 'leastForm'> {
  const heading = `${calledFor(card)}*${cardHeading(card)}*`;
  const whole = [heading, ...waitingLines(card, state)].join('\n');
  const fits = whole.length <= SLACK_LIMITS.sectionText;
  const least =
    state.buttonValue === undefined ? {} : ({ leastForm: fits ? 'small' : 'full' } as const);
  return { short: { compact: whole, small: whole }, ...least };
}

function endedForms({ heading, subject, lines, facts, reference }: EndedCard) {
  const footer = [...facts, reference].join(' · ');
  const compact = [`*${heading}*`, subject, ...lines, footer].join('\n');
  const small = [`*${heading}*`, subject, cutMarkup(lines.join('\n'), 500), reference].join('\n');
  return { compact, small };
}

/** The card in words alone, for notifications, screen readers and links: all that one decides by. */
export function summaryOf(card: Card): string {
  const { state, reference } = card;
  const heading = withoutSymbol(cardHeading(card));
  const words =
    state.kind === 'waiting'
      ? `${heading}: ${waitingLines(card, state).join(' ')} Reference ${reference}.`
      : endedWords(endedCard(card));
  const last = ` Reference ${reference}.`;
  return `${withinBytes(words.slice(0, -last.length), MAX_SUMMARY_BYTES)}${last}`;
}

function endedCard(card: Card): EndedCard {
  return {
    heading: cardHeading(card),
    subject: subjectWords(card.checked),
    lines: stateLines(card),
    buttons: buttonsOf(card),
    facts: factsOf(card),
    reference: card.reference,
  };
}

function factsOf({ checked, requesterId, askedAtMs, state, previous, inPlaceOf }: Card) {
  const approved = state.kind === 'sent' || state.kind === 'sending' ? state.approved : undefined;
  return [
    `${mention(requesterId)} asked${approved === undefined ? ` ${readerTime(askedAtMs)}` : ''}`,
    ...(approved === undefined
      ? []
      : [`${mention(approved.by)} approved ${readerTime(approved.atMs)}`]),
    reasonWords(checked.request, MAX_REASON_CHARS),
    ...previousWords(previous).map((words) => words.replace(/\.$/, '')),
    ...(inPlaceOf === undefined ? [] : [POSTED_AGAIN[inPlaceOf]]),
  ];
}

function sendingButtons({ first, results = [] }: SendingState, value: string): KnownBlock {
  return first?.kind === 'asked' ? firstButtons(value, isEmpty(results)) : stopButton(value);
}

/** What is unclear must be resolved before it is run again. */
function buttonsOf({ state, executionArn }: Card): KnownBlock[] {
  if (state.kind === 'sending')
    return state.stopValue === undefined ? [] : [sendingButtons(state, state.stopValue)];
  const isUnclear = state.kind === 'sent' && state.followUp?.resolution?.kind === 'open';
  const again =
    executionArn === undefined || isUnclear ? [] : againButtons(executionArn, wasSent(state));
  const answers = state.kind === 'sent' ? answerButtons(state, again) : [];
  return answers.length === 0 ? actions('finished', again) : answers;
}

/** What is asked now, for approvers and for whoever asked. */
function answerButtons(
  { followUp, answerValue }: Extract<CardState, { kind: 'sent' }>,
  others: readonly Button[],
): KnownBlock[] {
  if (followUp === undefined || answerValue === undefined) return [];
  return [
    ...(isResolvable(followUp) ? [resolutionButtons(answerValue)] : []),
    ...(isAsked(followUp) ? [arrivalButtons(answerValue, others)] : []),
  ];
}

/** Whether doo has, or may have, something of it. */
function wasSent(state: CardState): boolean {
  if (state.kind !== 'sent') return state.kind === 'failed';
  const hasStarted = state.followUp?.resolution?.kind !== 'not_started';
  return state.results.some(
    ({ outcome }) =>
      (outcome.kind === 'accepted' && outcome.items > 0) ||
      (outcome.kind === 'unknown' && hasStarted),
  );
}
