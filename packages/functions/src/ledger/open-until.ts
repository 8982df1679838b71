import type { LedgerCard } from './ledger-card.ts';

const HOUR_MS = 3_600_000;
/** Longer than the calls of one request may take together, each as long as doo lets it. */
const LONGEST_SENDING_MS = 3 * HOUR_MS;

/**
 * When something is due to happen to an open card by itself, in milliseconds since the epoch; the
 * earliest where several things are.
 * @returns `undefined` for a card that is not open, and for one that does not say
 */
export function openUntilMs({ payload, scalars }: LedgerCard): number | undefined {
  const { state, expires_at: expiresAt, decided_at: decidedAt } = payload;
  if (state === 'waiting') return toMs(expiresAt);
  if (state === 'sending')
    return decidedAt === undefined ? undefined : decidedAt * 1000 + LONGEST_SENDING_MS;
  const due = [
    scalars.resolution === 'open' ? toMs(scalars.resolution_until) : undefined,
    scalars.arrival === 'awaited' ? toMs(scalars.arrival_ask_at) : undefined,
    scalars.arrival === 'asked' || scalars.arrival === 'not_yet'
      ? toMs(scalars.arrival_until)
      : undefined,
  ].filter((at) => at !== undefined);
  return due.length === 0 ? undefined : Math.min(...due);
}

function toMs(seconds: unknown): number | undefined {
  return typeof seconds === 'number' ? seconds * 1000 : undefined;
}
