import { setTimeout as sleep } from 'node:timers/promises';
import { LONGEST_FIRST_MS } from '@doo-repush/core/repush/first';
import { LONGEST_PACE_MS } from '@doo-repush/core/repush/pace';
import type { LedgerCard } from '../../ledger/ledger-card.ts';
import { scanLedger } from '../../ledger/scan.ts';
import { isUnended } from '../../model/state-name.ts';
import { errorKind, type Log } from '../../runtime/log.ts';
import type { CheckDeps } from './deps.ts';
import type { ReadingTime } from './part.ts';

type CountDeps = Pick<
  CheckDeps,
  'ledger' | 'executionArn' | 'approvalTimeoutMs' | 'now' | 'timeout'
>;

/** Beyond it the request is not held up: the bound saves work, and nobody is kept out by it for good. */
const READ_WITHIN_MS = 2_000;

/**
 * How many other requests of a person wait for a decision or are being sent, as the ledger says at
 * this moment; requests that are checked at the same moment have no card there yet.
 * @returns `undefined` where Slack does not show it in time
 */
export function countOpen(
  requesterId: string,
  deps: CheckDeps,
  time: ReadingTime,
  log: Log,
): Promise<number | undefined> {
  return count(requesterId, deps, { withinMs: time.requiredMs() / 2 }, log);
}

/**
 * The same of requests whose cards were posted before this one's: of those that were checked at the
 * same moment, the first ones stand.
 */
export function countOpenBefore(
  ownTs: string,
  requesterId: string,
  deps: CountDeps,
  log: Log,
): Promise<number | undefined> {
  return count(requesterId, deps, { withinMs: READ_WITHIN_MS, beforeTs: ownTs }, log);
}

async function count(
  requesterId: string,
  { ledger, executionArn, approvalTimeoutMs, now, timeout }: CountDeps,
  { beforeTs, ...most }: { readonly withinMs: number; readonly beforeTs?: string },
  log: Log,
): Promise<number | undefined> {
  const withinMs = Math.min(READ_WITHIN_MS, most.withinMs);
  const sinceMs = now() - approvalTimeoutMs - LONGEST_FIRST_MS - LONGEST_PACE_MS;
  const patience = { now, deadlineMs: now() + withinMs, sleep, log };
  let open = 0;
  const seen = new Set<string>();
  const isNewest = ({ executionName }: LedgerCard) =>
    !seen.has(executionName) && seen.add(executionName).size > 0;
  try {
    const source = await ledger(timeout(withinMs));
    const end = await scanLedger(source, { sinceMs }, patience, ({ cards }) => {
      open += cards
        .filter(isNewest)
        .filter(
          (card) =>
            (beforeTs === undefined || Number(card.ts) < Number(beforeTs)) &&
            card.requesterId === requesterId &&
            card.executionArn !== executionArn &&
            isUnended(card.state.kind),
        ).length;
      return 'more';
    });
    return end.kind === 'complete' ? open : undefined;
  } catch (error) {
    log.warn('open_requests_unread', { error: errorKind(error) });
    return undefined;
  }
}
