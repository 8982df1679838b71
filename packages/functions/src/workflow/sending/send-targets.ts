import { isPaced } from '@doo-repush/core/repush/order';
import type { NotAskedReason, Outcome, TargetResult } from '@doo-repush/core/repush/outcome';
import { LONGEST_PACE_MS, pauseAfter } from '@doo-repush/core/repush/pace';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import type { Target } from '@doo-repush/core/repush/targets';
import type { Durable } from '../durable.ts';
import type { FirstEnd } from './first-arrived.ts';
import { resultOf, type Sender, sendTarget, type Turn } from './send-target.ts';
import type { Stopped } from './stop-watch.ts';

/** What is sent: the targets that the card showed. */
export interface Approved {
  readonly request: RepushRequest;
  readonly targets: readonly Target[];
  readonly approvedAtMs: number;
}

/** What became of all targets. */
export interface SentAll {
  /** One a target, in their order. */
  readonly results: readonly TargetResult[];
  /** Who stopped the rest, if somebody did. */
  readonly stopped?: Stopped;
}

/** Waits for what must be known of the first target before the rest is sent. */
export type BeforeRest = (first: TargetResult) => Promise<FirstEnd>;

/** How far the sending is, for people to see. */
export interface SendProgress {
  /** Told after each target but the last; it does not wait. */
  show(results: readonly TargetResult[]): void;
  /** Shows that the next target has its turn at that time. */
  showTurn(name: string, results: readonly TargetResult[], nextAtMs: number): Promise<void>;
}

/**
 * Sends the targets one after the other, with a rate each when doo should be done with the one before.
 * One that fails does not stop the others, unless doo refused the credentials, the day's calls are used up
 * or there is no access: then the rest is not sent, and neither is it when somebody stops it, or when its
 * turn comes too long after the approval. With a rate, only what was waited for room in doo's limit counts
 * against the time in which calls may be tried again.
 * @param beforeRest only where the rest must wait for the first target
 */
export async function sendAll(
  durable: Durable,
  { request, targets, approvedAtMs }: Approved,
  sender: Sender,
  progress: SendProgress,
  beforeRest?: BeforeRest,
): Promise<SentAll> {
  const results: TargetResult[] = [];
  const paced = isPaced(request);
  let fromMs = approvedAtMs;
  let triedForMs = 0;
  const withRest = (notAsked: NotAskedReason, atMs: number) => [
    ...results,
    ...targets
      .slice(results.length)
      .map((left) => resultOf(left, { outcome: { kind: 'not_sent', notAsked }, atMs })),
  ];
  for (const target of targets) {
    const atMs = paced ? turnOf(results, request.maxRatePerMin, fromMs) : undefined;
    if (atMs !== undefined && atMs > fromMs + LONGEST_PACE_MS)
      return { results: withRest('too_slow', results.at(-1)?.atMs ?? fromMs) };
    const turn = atMs === undefined ? undefined : await turnAt(atMs, target);
    const order = {
      request,
      target,
      sinceMs: paced
        ? Math.max(fromMs, atMs ?? results.at(-1)?.atMs ?? fromMs) - triedForMs
        : fromMs,
      ...(turn && { turn }),
    };
    const sent = await sendTarget(durable, order, sender);
    const { result, stopsRest, stopped } = sent;
    triedForMs += sent.triedForMs;
    results.push(result);
    if (stopsRest)
      return {
        results: withRest(reasonToStop(result.outcome), result.atMs),
        ...(stopped !== undefined && { stopped }),
      };
    if (results.length === targets.length) break;
    if (results.length > 1 || beforeRest === undefined) {
      progress.show(results);
      continue;
    }
    const end = await beforeRest(result);
    if (end.kind === 'ended') {
      const { notAsked, atMs, stopped } = end;
      return { results: withRest(notAsked, atMs), ...(stopped !== undefined && { stopped }) };
    }
    fromMs = end.atMs;
    triedForMs = 0;
  }
  return { results };

  async function turnAt(atMs: number, { number }: Target): Promise<Turn> {
    const before = [...results];
    const fromMs = await durable.step(`turn ${number}`, async () => sender.now());
    return { atMs, fromMs, show: (name) => progress.showTurn(name, before, atMs) };
  }
}

/** When the next call may go out; `undefined` where it need not wait beyond `nowMs`. */
function turnOf(
  results: readonly TargetResult[],
  maxRatePerMin: number | undefined,
  nowMs: number,
): number | undefined {
  const last = results.at(-1);
  if (last === undefined) return undefined;
  const pauseMs = pauseAfter(results, maxRatePerMin);
  return pauseMs === 0 || last.atMs + pauseMs <= nowMs ? undefined : last.atMs + pauseMs;
}

function reasonToStop(outcome: Outcome): NotAskedReason {
  if ('notAsked' in outcome) return outcome.notAsked;
  return outcome.kind === 'refused' ? 'credentials_refused' : 'quota_used_up';
}
