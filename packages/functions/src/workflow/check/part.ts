import { within } from '@doo-repush/core/doo/deadline';
import type { Patience } from '../durable.ts';

/** A part of the check: one durable step, whose attempts end when its time does, whatever hangs. */
export interface CheckPart {
  readonly name: string;
  /** When it ends, in milliseconds after the request was asked. */
  readonly endsMs: number;
  /** The least time that is worth an attempt; one that begins too late, as after a crash, has it too. */
  readonly leastMs: number;
  readonly patience: Patience;
  /**
   * How much of an attempt's time is for what a card cannot do without. Where it is less than all,
   * the rest is for titles and the ledger, and what they do not say in time is not known.
   */
  readonly requiredShare: number;
}

/** What can be known at once: the requester need hear nothing of it. */
export const AT_ONCE: CheckPart = {
  name: 'check',
  endsMs: 6_000,
  leastMs: 2_000,
  patience: { attempts: 4, longestWaitSeconds: 4 },
  requiredShare: 1,
};

/** The rest of the time that the check has, after the requester was told that it goes on. */
export const PATIENTLY: CheckPart = {
  name: 'check, patiently',
  endsMs: 38_000,
  leastMs: 5_000,
  patience: { attempts: 8, longestWaitSeconds: 8 },
  requiredShare: 0.75,
};

/** Kept of each time for what follows the call that it is given to. */
const MARGIN_MS = 250;
/** The most for titles and the ledger. */
const LONGEST_EXTRA_MS = 20_000;

/** The time of one attempt to read. */
export interface ReadingTime {
  /** Ends with the time. */
  readonly signal: AbortSignal;
  /** What is left for what the card cannot do without. */
  requiredMs(): number;
  /** What is left for what the card may do without. */
  extraMs(): number;
}

/** Time as the check sees it. */
export interface CheckClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A signal that ends so many milliseconds from now. */
  readonly timeout: (ms: number) => AbortSignal;
}

/**
 * Reads within what is left of a part's time.
 * @returns what was read; `undefined` where the time ended before that, though `read` may go on
 */
export function readInTime<T>(
  { endsMs, leastMs, requiredShare }: CheckPart,
  { now, timeout }: CheckClock,
  askedAtMs: number,
  read: (time: ReadingTime) => Promise<T>,
): Promise<T | undefined> {
  const startMs = now();
  const timeMs = Math.max(askedAtMs + endsMs - startMs, leastMs);
  const leftMs = (share: number) => Math.max(startMs + timeMs * share - now() - MARGIN_MS, 0);
  const signal = timeout(timeMs);
  const time: ReadingTime = {
    signal,
    requiredMs: () => leftMs(requiredShare),
    extraMs: () => (requiredShare < 1 ? Math.min(leftMs(1), LONGEST_EXTRA_MS) : LONGEST_EXTRA_MS),
  };
  return within(read(time), signal);
}
