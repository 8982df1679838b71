import { readCard } from '../slack/ledger/read.ts';
import { scanLedger, type Wish } from '../slack/ledger/scan.ts';
import { patiently } from '../slack/patiently.ts';
import { type ClosingDeps, closeIfEnded, isOpenCard } from './close.ts';
import type { WorkerDeps } from './deps.ts';

/** Longer than any execution lives, so that one that timed out is still found the day after. */
const LOOK_BACK_MS = 40 * 24 * 3_600_000;

/**
 * Closes the cards of executions that AWS says have ended without showing it, with what is known.
 * @returns how many cards were closed
 */
export async function closeAll(deps: WorkerDeps & ClosingDeps): Promise<number> {
  let closed = 0;
  const stretch = { sinceMs: deps.now() - LOOK_BACK_MS };
  const end = await scanLedger(
    deps.source,
    stretch,
    deps.reading,
    async ({ cards }): Promise<Wish> => {
      for (const card of cards.filter(isOpenCard)) if (await closeIfEnded(card, deps)) closed += 1;
      return 'more';
    },
  );
  if (end.kind === 'out_of_time') deps.log.error('reconcile_out_of_time', { closed });
  return closed;
}

/** The same for the one card at `ts`. */
export async function closeOne(ts: string, deps: WorkerDeps & ClosingDeps): Promise<number> {
  const { client, botId, channel } = deps.source;
  const card = await patiently(deps.reading, () => readCard(client, botId, channel, ts));
  if (card === undefined || !isOpenCard(card)) return 0;
  return (await closeIfEnded(card, deps)) ? 1 : 0;
}
