import { acceptedItems, type TargetResult } from '@doo-repush/core/repush/outcome';
import type { Card } from '../../model/card.ts';
import type { CheckedRequest } from '../../model/checked-request.ts';
import { type CardState, stateNameOf } from '../../model/request-state.ts';
import { CLOSED_HEADING, HEADINGS, headingOf } from '../headings.ts';
import { acceptedOf, itemsWords } from './result-text.ts';

/** Why a request was closed before its time was over. */
const CLOSED_EARLY: readonly unknown[] = [
  'too_many_refusals',
  'not_shown',
  'no_buttons',
  'too_many_open',
];

/** Where a request stands, with what doo accepted of it. */
export function cardHeading({ state, checked }: Pick<Card, 'state' | 'checked'>): string {
  if (state.kind === 'expired' && CLOSED_EARLY.includes(state.reason)) return CLOSED_HEADING;
  return state.kind === 'sent' ? sentHeading(state, checked) : headingOf(stateNameOf(state));
}

function sentHeading(state: Extract<CardState, { kind: 'sent' }>, checked: CheckedRequest): string {
  const { results, followUp } = state;
  const name = stateNameOf(state);
  const resolution = followUp?.resolution?.kind;
  const accepted = results.filter(({ outcome }) => outcome.kind === 'accepted').length;
  if (name === 'accepted') return `${HEADINGS.accepted}: ${foundWords(results, checked)}`;
  if (name === 'partly_accepted' || (resolution === 'not_started' && accepted > 0))
    return `${HEADINGS.partly_accepted}: ${acceptedOf(results, checked)}, ${itemsWords(results, checked)}`;
  return resolution === undefined
    ? headingOf(name)
    : headingOf(name, { resolution, accepted, calls: results.length });
}

function foundWords(results: readonly TargetResult[], checked: CheckedRequest): string {
  const items = acceptedItems(results.map(({ outcome }) => outcome));
  return items === 0 ? 'nothing to send' : itemsWords(results, checked);
}
