import { askAtMs } from '@doo-repush/core/repush/first';
import { ANSWER_WITHIN_MS } from '@doo-repush/core/repush/follow-up';
import type { NotAskedReason, TargetResult } from '@doo-repush/core/repush/outcome';
import type { FirstState } from '../../model/request-state.ts';
import { type Durable, wholeSeconds } from '../durable.ts';
import type { AskedStop, Stopped, StopWatch } from './stop-watch.ts';

/** Whether the rest follows. */
export type FirstEnd =
  | { readonly kind: 'arrived'; readonly by: string; readonly atMs: number }
  | {
      readonly kind: 'ended';
      readonly notAsked: NotAskedReason;
      readonly atMs: number;
      /** Who said that it did not arrive. */
      readonly by?: string;
      readonly stopped?: Stopped;
    };

export interface FirstRules {
  readonly stop: Pick<StopWatch, 'arrival' | 'asked' | 'judgeFirst'>;
  readonly maxRatePerMin: number | undefined;
  readonly now: () => number;
  /** Shows where it stands, with the buttons of the present callback; each `name` is used once. */
  readonly show: (name: string, state: FirstState) => Promise<void>;
}

/**
 * Waits until somebody who may answer has said that the first target's webhooks arrived. Nothing else lets
 * the rest follow: neither silence, nor a stop, nor an answer that cannot be verified.
 */
export async function awaitFirst(
  durable: Durable,
  first: TargetResult,
  { stop, maxRatePerMin, now, show }: FirstRules,
): Promise<FirstEnd> {
  if (first.outcome.kind !== 'accepted')
    return { kind: 'ended', notAsked: 'first_failed', atMs: first.atMs };
  let state: FirstState = { kind: 'awaited', askAtMs: askAtMs(first, maxRatePerMin) };
  let nowMs = await durable.step('first sent', async () => now());
  for (let round = 1; ; round++) {
    const dueMs: number = state.kind === 'awaited' ? state.askAtMs : state.untilMs;
    const wait = durable.wait(`until first ${round}`, { seconds: wholeSeconds(dueMs - nowMs) });
    await show(`show first ${round}`, state);
    // Whichever ends first, the same step follows, so that a replay takes the same way.
    await Promise.race([wait, stop.arrival()]);
    const woken = await durable.step(`first ${round}`, async (): Promise<Woken> => {
      return { asked: (await stop.asked()) ?? null, atMs: now() };
    });
    nowMs = woken.atMs;
    if (woken.asked !== null) {
      const judged = await stop.judgeFirst(woken.asked);
      if (judged?.kind === 'arrived') return { ...judged, kind: 'arrived' };
      if (judged?.kind === 'stopped') return ended('stopped', judged.atMs, { stopped: judged });
      if (judged !== undefined) return ended('not_arrived', judged.atMs, { by: judged.by });
    } else if (state.kind === 'asked') return ended('not_confirmed', nowMs);
    else state = { kind: 'asked', untilMs: Math.max(nowMs, dueMs) + ANSWER_WITHIN_MS };
  }
}

interface Woken {
  readonly asked: AskedStop | null;
  readonly atMs: number;
}

function ended(
  notAsked: NotAskedReason,
  atMs: number,
  who: { readonly by?: string; readonly stopped?: Stopped } = {},
): FirstEnd {
  return { kind: 'ended', notAsked, atMs, ...who };
}
