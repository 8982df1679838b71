import type { TargetResult } from '@doo-repush/core/repush/outcome';
import type { Card } from '../../model/card.ts';
import type { LedgerWriter } from '../channel/writer.ts';
import type { SendProgress } from './send-targets.ts';

/** Slack takes an edit of a message about once a second, and several requests may be sent at once. */
const EVERY_MS = 5_000;

/** How far a request is, on its card. Sending neither waits for it nor fails with it. */
export interface Progress extends SendProgress {
  /** Shows with the next result in any case. */
  hurry(): void;
  /** When no edit waits for its answer any more. */
  settled(): Promise<void>;
}

/**
 * @param sinceMs when the card was shown last, in milliseconds since the epoch
 * @param cardOf the card with the results so far
 */
export function createProgress(
  writer: LedgerWriter,
  sinceMs: number,
  cardOf: (results: readonly TargetResult[], nextAtMs?: number) => Card,
): Progress {
  const begun: Promise<void>[] = [];
  let shownAtMs = sinceMs;
  return {
    show(results) {
      // From the results' own times: a replay must begin the same steps.
      const atMs = results.at(-1)?.atMs ?? shownAtMs;
      if (atMs - shownAtMs < EVERY_MS) return;
      shownAtMs = atMs;
      begun.push(writer.refresh(`show progress ${results.length}`, cardOf([...results])));
    },
    async showTurn(name, results, nextAtMs) {
      shownAtMs = results.at(-1)?.atMs ?? shownAtMs;
      await Promise.all(begun);
      await writer.show(name, cardOf(results, nextAtMs), 'twice');
    },
    hurry() {
      shownAtMs = Number.NEGATIVE_INFINITY;
    },
    async settled() {
      await Promise.all(begun);
    },
  };
}
