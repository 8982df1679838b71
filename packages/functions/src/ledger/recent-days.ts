import { localTime } from '@doo-repush/core/doo/time';
import type { LedgerCard } from './ledger-card.ts';
import type { LedgerState } from './ledger-state.ts';

/** How many days the picture of the last days has. */
export const RECENT_DAYS = 30;

/** What became of a request, in the order in which it is shown. */
export const ENDS = ['accepted', 'partly', 'unsent', 'unclear', 'open'] as const;
export type End = (typeof ENDS)[number];

/** Requests a day by what became of them, oldest day first. */
export type RecentDays = Readonly<Record<End, readonly number[]>>;

/** Which days are the last ones. */
export interface Today {
  readonly nowMs: number;
  /** In which a day begins. */
  readonly timeZone: string;
}

const DAY_MS = 86_400_000;

/** Counts requests of the last days. */
export function countDays({ nowMs, timeZone }: Today) {
  const dayOf = (atMs: number) => Date.parse(localTime(atMs, timeZone).slice(0, 10)) / DAY_MS;
  const today = dayOf(nowMs);
  const days = Object.fromEntries(
    ENDS.map((end) => [end, Array.from({ length: RECENT_DAYS }, () => 0)]),
  ) as Record<End, number[]>;
  return {
    days: days as RecentDays,
    add({ askedAtMs, ts, state }: LedgerCard): void {
      const ago = today - dayOf(askedAtMs ?? Number(ts) * 1000);
      const counts = days[endOf(state)];
      if (ago >= 0 && ago < RECENT_DAYS)
        counts[RECENT_DAYS - 1 - ago] = (counts[RECENT_DAYS - 1 - ago] ?? 0) + 1;
    },
  };
}

function endOf(state: LedgerState): End {
  switch (state.kind) {
    case 'accepted':
      return 'accepted';
    case 'partly_accepted':
      return 'partly';
    case 'waiting':
    case 'sending':
      return 'open';
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'refused':
    case 'not_sent':
      return 'unsent';
    default:
      return 'unclear';
  }
}
