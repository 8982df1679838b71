import type { OutcomeKind, TargetResult } from '@doo-repush/core/repush/outcome';

const CODES: Readonly<Record<OutcomeKind, string>> = {
  accepted: 'a',
  refused: 'r',
  not_sent: 'n',
  unknown: 'u',
};

/**
 * Encodes outcomes as `a412 a17 u`: one word per target, in order. The number is the items that doo
 * accepted.
 */
export function outcomeCodes(results: readonly TargetResult[]): string {
  return results
    .map(
      ({ outcome }) => `${CODES[outcome.kind]}${outcome.kind === 'accepted' ? outcome.items : ''}`,
    )
    .join(' ');
}
