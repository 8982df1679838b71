import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { KnownBlock } from '@slack/types';
import type { Card } from '../../model/card.ts';
import type { CheckedRequest } from '../../model/checked-request.ts';
import type { CardState } from '../../model/request-state.ts';
import { count, fitted } from '../../runtime/text.ts';
import { hostWords, systemWords } from '../configuration-text.ts';
import { context, fields, openSection, section } from '../message.ts';
import { approverMention, foreign, mention, readerDay, readerTime } from '../mrkdwn.ts';
import { decisionButtons } from './buttons.ts';
import { leftOutWords } from './details.ts';
import { paceWords } from './pace-text.ts';
import { POSTED_AGAIN } from './posted-again.ts';
import { eventWords, whatWords } from './request-text.ts';
import { previousWords } from './rerun-text.ts';
import { reasonWords, typeWords } from './scope-text.ts';
import { warningLines } from './warnings.ts';
import { windowNotes, windowWords } from './window-text.ts';

export type WaitingState = Extract<CardState, { kind: 'waiting' }>;

/** Titles on the card itself; the thread has all of them. */
const MAX_EVENTS = 10;
const MAX_SYSTEMS_CHARS = 700;
const MAX_TYPES_CHARS = 400;
const MAX_LEFT_OUT_CHARS = 300;

/** What somebody decides by, below the heading: who wants what, what is unusual about it, and its facts. */
export function waitingBlocks(card: Card, state: WaitingState): KnownBlock[] {
  const { checked } = card;
  const warnings = warningLines(checked, state.askedOnceMore).map((line) => `:warning: ${line}`);
  return [
    section(
      [
        `${calledFor(card)}${askWords(card, bold)}`,
        sourceWords(checked),
        ...previousWords(card.previous),
      ].join('\n'),
    ),
    ...(warnings.length === 0 ? [] : [openSection(warnings.join('\n'))]),
    fields(facts(checked).map(([label, value]) => `*${label}*\n${value}`)),
    ...(state.buttonValue === undefined ? [] : [decisionButtons(checked, state.buttonValue)]),
    context(footerWords(card, state)),
  ];
}

/**
 * The same in one text, for where Slack does not take the blocks, or nobody sees them. It mentions no
 * approvers: Slack tells people once.
 */
export function waitingLines(card: Card, state: WaitingState): readonly string[] {
  const { checked } = card;
  return [
    `${askWords(card)}.`,
    ...warningLines(checked, state.askedOnceMore).map((line) => `Warning: ${line}.`),
    ...facts(checked).map(([label, value]) => `${label}: ${value.replaceAll('\n', ', ')}.`),
    `${sourceWords(checked)}.`,
    ...previousWords(card.previous),
    `${footerWords(card, state)}.`,
  ];
}

/** Whom the setting names, before what they are called for. */
export function calledFor({ mention: setting }: Card): string {
  return setting === undefined ? '' : `${approverMention(setting)} `;
}

/** @param marked sets off what is asked for, and of which system */
function askWords(
  { checked, requesterId }: Card,
  marked: (text: string) => string = (text) => text,
): string {
  return `${mention(requesterId)} wants to repush ${marked(whatWords(checked))} to ${marked(systemWords(checked))}`;
}

function bold(text: string): string {
  return `*${text}*`;
}

function sourceWords({ organizationName, request }: CheckedRequest): string {
  return `${foreign(organizationName, 80)} · ${reasonWords(request)}`;
}

function footerWords({ reference, inPlaceOf }: Card, state: WaitingState): string {
  return [
    `Expires ${readerTime(state.expiresAtMs)}${officeHoursWords(state)}`,
    'Nothing sent yet',
    ...(state.buttonValue === undefined ? ['Buttons follow once the thread has the details'] : []),
    ...(inPlaceOf === undefined ? [] : [POSTED_AGAIN[inPlaceOf]]),
    reference,
  ].join(' · ');
}

function officeHoursWords({ officeHours }: WaitingState): string {
  if (officeHours === undefined) return '';
  return ` (only ${foreign(officeHours.text, 200)} counts, ${foreign(officeHours.timeZone, 60)})`;
}

/** Each fact under its label. */
function facts(checked: CheckedRequest): readonly (readonly [label: string, value: string])[] {
  const { request, window, configurations } = checked;
  const ids = 'eventIds' in request ? request.eventIds : [];
  const updated = windowWords(request, window.timeZone) ?? 'Any time';
  const types = typeWords(request, MAX_TYPES_CHARS, 'more, in the thread');
  const pace = paceWords(checked);
  return [
    ...(ids.length < 2 ? [] : [['Events', eventLines(checked, ids)] as const]),
    [configurations.length < 2 ? 'Goes to' : 'Systems', targetHosts(checked)],
    ['Last updated', [updated, ...windowNotes(window)].join('\n')],
    ['Types', types === 'all' ? 'All' : types],
    ...(pace === undefined ? [] : [['Pace', pace] as const]),
    ...leftOutFact(checked),
    ...lastFact(checked),
  ];
}

function eventLines({ events }: CheckedRequest, ids: readonly string[]): string {
  const lines = ids.slice(0, MAX_EVENTS).map((id) => eventWords(id, events[id]));
  const left = ids.length - lines.length;
  return [...lines, ...(left > 0 ? [`and ${left} more, in the thread`] : [])].join('\n');
}

function targetHosts({ configurations }: CheckedRequest): string {
  const [only] = configurations;
  if (only !== undefined && configurations.length === 1) return hostWords(only);
  const lines = configurations.map((each) => `${foreign(each.name, 60)} (${hostWords(each)})`);
  return fitted(lines, '\n', MAX_SYSTEMS_CHARS, (left) => `and ${left} more, in the thread`);
}

/** Several calls follow one another, so that the rate holds for all of them together. */
function leftOutFact(checked: CheckedRequest): readonly (readonly [string, string])[] {
  const words = leftOutWords(checked);
  if (words.length === 0) return [];
  const shown = fitted(
    words,
    ', ',
    MAX_LEFT_OUT_CHARS,
    (left) => `and ${left} more, in the thread`,
  );
  return [['Left out, done by the earlier request', shown]];
}

/** How much doo sent for the same before; a first repush is no warning. Where the ledger has a repeat it is none. */
function lastFact({ request, earlier }: CheckedRequest): readonly (readonly [string, string])[] {
  if (earlier.kind === 'unread') return [];
  const { last, firstSinceMs } = earlier;
  if (last !== undefined) {
    const { singular, plural } = RESOURCES[request.resource];
    const other = last.isAlike ? '' : ', other limits';
    return [
      ['Last time', `${count(last.items, singular, plural)} (${readerDay(last.atMs)}${other})`],
    ];
  }
  if (earlier.repeats.length > 0 || firstSinceMs === undefined) return [];
  return [['Last time', `Never, back to ${readerDay(firstSinceMs)}`]];
}
