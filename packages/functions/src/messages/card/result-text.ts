import { RESOURCES } from '@doo-repush/core/doo/resources';
import {
  acceptedItems,
  type Outcome,
  type OutcomeKind,
  type TargetResult,
} from '@doo-repush/core/repush/outcome';
import { expectedEndMs } from '@doo-repush/core/repush/pace';
import { type CheckedRequest, targetsOfChecked } from '../../model/checked-request.ts';
import type { CardState } from '../../model/request-state.ts';
import { count, fitted } from '../../runtime/text.ts';
import { readerTime } from '../mrkdwn.ts';
import { lastWebhookWords, outcomeWords } from '../outcome-text.ts';
import { targetWords } from '../target-text.ts';

/** Outcomes shown on the card itself, in characters; the thread has one line for each. */
const MAX_RESULTS_CHARS = 1_000;

/** In the order in which a person must look at them. */
const OTHER_KINDS: readonly (readonly [OutcomeKind, string])[] = [
  ['unknown', 'Unknown'],
  ['refused', 'Refused'],
  ['not_sent', 'Not sent'],
];

/** What became of all targets: totals first, then what a person must look at, as far as it fits. */
export function resultWords(results: readonly TargetResult[], checked: CheckedRequest): string {
  const { request } = checked;
  const [only] = results;
  if (only !== undefined && results.length === 1) return outcomeWords(only, request);
  const lines = notable(results).map(
    (result) =>
      `• ${targetWords(result, checked.configurations)}: ${outcomeWords(result, request)}`,
  );
  return [
    `${totalsWords(results, checked)}${lastWebhookWords(results, request.maxRatePerMin)}`,
    ...(lines.length > 0
      ? [fitted(lines, '\n', MAX_RESULTS_CHARS, (left) => `• and ${left} more, in the thread`)]
      : []),
  ].join('\n');
}

/** How far the sending is: how many targets have an end, and which. */
export function sendingWords(
  { results = [], nextAtMs }: Extract<CardState, { kind: 'sending' }>,
  checked: CheckedRequest,
): string {
  if (results.length === 0) return 'doo is being asked now.';
  const targets = targetsOfChecked(checked);
  const next = targets[results.length];
  const far = `doo is being asked: ${results.length} of ${targets.length} done.`;
  const totals = totalsWords(results, checked);
  if (nextAtMs === undefined || next === undefined) return `${far}\n${totals}`;
  const which = targetWords(next, checked.configurations);
  const endAtMs = expectedEndMs(results, targets.length, nextAtMs);
  return `${far} Next: ${which}, ${readerTime(nextAtMs)}, when doo should be done with the one before. If the rest is as large, doo should be done with all of it ${readerTime(endAtMs)}.\n${totals}`;
}

function totalsWords(
  results: readonly TargetResult[],
  { request, configurations }: CheckedRequest,
): string {
  const { singular, plural } = RESOURCES[request.resource];
  const outcomes = results.map((result) => result.outcome);
  const items = count(acceptedItems(outcomes), singular, plural);
  const counts = OTHER_KINDS.map(([kind, words]) => ({ words, n: numberOf(outcomes, kind) }))
    .filter(({ n }) => n > 0)
    .map(({ words, n }) => ` ${words}: ${n}.`);
  const accepted = numberOf(outcomes, 'accepted');
  const each = configurations.length > 1 ? ', counted for each configuration' : '';
  return `doo accepted ${accepted} of ${results.length} calls, ${items} in all${each}.${counts.join('')}`;
}

function numberOf(outcomes: readonly Outcome[], kind: OutcomeKind): number {
  return outcomes.filter((outcome) => outcome.kind === kind).length;
}

/** All but the results that doo accepted with items: unknown first, accepted without items last. */
function notable(results: readonly TargetResult[]): readonly TargetResult[] {
  const ofKind = (kind: OutcomeKind) => results.filter(({ outcome }) => outcome.kind === kind);
  return [
    ...OTHER_KINDS.flatMap(([kind]) => ofKind(kind)),
    ...ofKind('accepted').filter(
      ({ outcome }) => outcome.kind === 'accepted' && outcome.items === 0,
    ),
  ];
}
