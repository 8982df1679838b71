import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { Resolution } from '@doo-repush/core/repush/follow-up';
import {
  acceptedItems,
  type Outcome,
  type OutcomeKind,
  type TargetResult,
} from '@doo-repush/core/repush/outcome';
import { expectedEndMs } from '@doo-repush/core/repush/pace';
import type { Card } from '../../model/card.ts';
import { type CheckedRequest, targetsOfChecked } from '../../model/checked-request.ts';
import type { CardState } from '../../model/request-state.ts';
import { count, fitted } from '../../runtime/text.ts';
import { readerTime } from '../mrkdwn.ts';
import { failedWords, sentence, unclearCause } from '../outcome-text.ts';
import { targetWords } from '../target-text.ts';
import { firstWords } from './first-text.ts';
import { idRanges } from './id-ranges.ts';

type Sent = Extract<CardState, { kind: 'sent' }>;

/** Outcomes shown on the card itself, in characters; the thread has one line for each. */
const MAX_RESULTS_CHARS = 1_000;
const MAX_TARGETS_CHARS = 300;

/** In the order in which a person must look at them. */
const KINDS: readonly OutcomeKind[] = ['unknown', 'refused', 'not_sent', 'accepted'];

const TWICE = "Don't ask again yet: the customer could get everything twice.";

/** What became of all that doo did not accept, the same end in one line, and what follows from it. */
export function resultLines(
  { results, followUp }: Pick<Sent, 'results' | 'followUp'>,
  checked: CheckedRequest,
): readonly string[] {
  const resolution = followUp?.resolution?.kind;
  const isUnclear = resolution === undefined || resolution === 'open';
  const hasUnclear = results.some(({ outcome }) => outcome.kind === 'unknown');
  const caution = hasUnclear && isUnclear ? [TWICE] : [];
  const [only] = results;
  if (only !== undefined && results.length === 1)
    return [soleWords(only.outcome, caution)].filter(Boolean);
  const lines = groupsOf(results).map((group) => groupWords(group, checked, resolution));
  if (lines.length === 0) return [];
  const more = (left: number) => `• and ${left} more, in the thread`;
  return [fitted(lines, '\n', MAX_RESULTS_CHARS, more), ...caution];
}

function soleWords(outcome: Outcome, caution: readonly string[]): string {
  if (outcome.kind === 'accepted' && outcome.items > 0) return '';
  if (outcome.kind !== 'unknown') return failedWords(outcome);
  return [sentence(unclearCause(outcome)), ...caution].join(' ');
}

/** Results that doo accepted nothing of, those with the same words together. */
function groupsOf(results: readonly TargetResult[]): readonly (readonly TargetResult[])[] {
  const notable = KINDS.flatMap((kind) =>
    results.filter(
      ({ outcome }) =>
        outcome.kind === kind && (outcome.kind !== 'accepted' || outcome.items === 0),
    ),
  );
  return [...Map.groupBy(notable, ({ outcome }) => failedWords(outcome)).values()];
}

function groupWords(
  group: readonly TargetResult[],
  { configurations }: CheckedRequest,
  resolution: Resolution['kind'] | undefined,
): string {
  const names = group.map((result) => targetWords(result, configurations));
  const shown = configurations.length < 2 ? idRanges(names) : names;
  const targets = fitted(shown, ', ', MAX_TARGETS_CHARS, (left) => `and ${left} more`);
  const [{ outcome } = { outcome: undefined }] = group;
  if (outcome === undefined) return '';
  if (outcome.kind === 'unknown' && resolution === 'not_started')
    return `Confirmed not sent: ${targets}`;
  if (outcome.kind === 'unknown' && resolution === 'started')
    return `Confirmed started: ${targets}`;
  if (outcome.kind === 'not_sent' && 'notAsked' in outcome && outcome.notAsked === 'stopped')
    return `Not sent (stopped): ${targets}`;
  return `• ${targets}: ${failedWords(outcome)}`;
}

/** How far the sending is: how many targets have an end, and which. */
export function sendingWords(
  { results = [], nextAtMs, first }: Extract<CardState, { kind: 'sending' }>,
  card: Card,
): string {
  const { checked } = card;
  if (results.length === 0) return 'Asking doo…';
  const targets = targetsOfChecked(checked);
  const next = targets[results.length];
  const far = `Asking doo: ${results.length} of ${targets.length} ${callsOf(checked)} done.`;
  const totals = totalsWords(results, checked);
  if (first !== undefined) return `${far}\n${totals}\n${firstWords(first, results, card)}`;
  if (nextAtMs === undefined || next === undefined) return `${far}\n${totals}`;
  const which = targetWords(next, checked.configurations);
  const endAtMs = expectedEndMs(results, targets.length, nextAtMs);
  return `${far} Next: ${which}, ${readerTime(nextAtMs)}, when doo should be done with the one before. If the rest is as large, doo should be done with all of it ${readerTime(endAtMs)}.\n${totals}`;
}

const COUNTED: readonly (readonly [OutcomeKind, string])[] = [
  ['unknown', 'unclear'],
  ['refused', 'refused'],
  ['not_sent', 'not sent'],
];

function totalsWords(results: readonly TargetResult[], checked: CheckedRequest): string {
  const outcomes = results.map(({ outcome }) => outcome);
  const others = COUNTED.map(([kind, words]) => ({ words, n: numberOf(outcomes, kind) }))
    .filter(({ n }) => n > 0)
    .map(({ words, n }) => ` ${n} ${words}.`);
  return `doo accepted ${acceptedOf(results, checked)} (${itemsWords(results, checked)}).${others.join('')}`;
}

/** `2 of 11 events`. */
export function acceptedOf(results: readonly TargetResult[], checked: CheckedRequest): string {
  const accepted = numberOf(
    results.map(({ outcome }) => outcome),
    'accepted',
  );
  return `${accepted} of ${results.length} ${callsOf(checked)}`;
}

/** `17 orders`: all that doo accepted. Several systems count each for itself. */
export function itemsWords(
  results: readonly TargetResult[],
  { request, configurations }: CheckedRequest,
): string {
  const { singular, plural } = RESOURCES[request.resource];
  const items = acceptedItems(results.map(({ outcome }) => outcome));
  return `${count(items, singular, plural)}${configurations.length > 1 ? ', counted for each system' : ''}`;
}

/** What one call is for. */
function callsOf({ request, configurations }: CheckedRequest): string {
  if (configurations.length > 1) return 'eventIds' in request ? 'calls' : 'systems';
  return 'events';
}

function numberOf(outcomes: readonly Outcome[], kind: OutcomeKind): number {
  return outcomes.filter((outcome) => outcome.kind === kind).length;
}
