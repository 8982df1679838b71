import type { NotAskedReason, Outcome, TargetResult } from '@doo-repush/core/repush/outcome';
import { LONGEST_PACE_MS, pauseAfter } from '@doo-repush/core/repush/pace';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import type { Target } from '@doo-repush/core/repush/targets';
import type { Durable } from '../durable.ts';
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
 */
export async function sendAll(
  durable: Durable,
  { request, targets, approvedAtMs }: Approved,
  sender: Sender,
  progress: SendProgress,
): Promise<SentAll> {
  const results: TargetResult[] = [];
  const isPaced = request.maxRatePerMin !== undefined;
  let triedForMs = 0;
  const withRest = (notAsked: NotAskedReason, atMs: number) => [
    ...results,
    ...targets
      .slice(results.length)
      .map((left) => resultOf(left, { outcome: { kind: 'not_sent', notAsked }, atMs })),
  ];
  for (const target of targets) {
    const atMs = turnOf(results, request.maxRatePerMin);
    if (atMs !== undefined && atMs > approvedAtMs + LONGEST_PACE_MS)
      return { results: withRest('too_slow', results.at(-1)?.atMs ?? approvedAtMs) };
    const turn = atMs === undefined ? undefined : await turnAt(atMs, target);
    const order = {
      request,
      target,
      sinceMs: isPaced ? (atMs ?? results.at(-1)?.atMs ?? approvedAtMs) - triedForMs : approvedAtMs,
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
    if (results.length < targets.length) progress.show(results);
  }
  return { results };

  async function turnAt(atMs: number, { number }: Target): Promise<Turn> {
    const before = [...results];
    const fromMs = await durable.step(`turn ${number}`, async () => sender.now());
    return { atMs, fromMs, show: (name) => progress.showTurn(name, before, atMs) };
  }
}

/** When the next call may go out; `undefined` where it need not wait. */
function turnOf(
  results: readonly TargetResult[],
  maxRatePerMin: number | undefined,
): number | undefined {
  const last = results.at(-1);
  if (last === undefined || maxRatePerMin === undefined) return undefined;
  const pauseMs = pauseAfter(results, maxRatePerMin);
  return pauseMs === 0 ? undefined : last.atMs + pauseMs;
}

function reasonToStop(outcome: Outcome): NotAskedReason {
  if ('notAsked' in outcome) return outcome.notAsked;
  return outcome.kind === 'refused' ? 'credentials_refused' : 'quota_used_up';
}
