import type { NotAskedReason, Outcome, TargetResult } from '@doo-repush/core/repush/outcome';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import type { Target } from '@doo-repush/core/repush/targets';
import type { Durable } from '../durable.ts';
import { resultOf, type Sender, sendTarget } from './send-target.ts';
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

/**
 * Sends the targets one after the other. One that fails does not stop the others, unless doo
 * refused the credentials, the day's calls are used up or there is no access: then the rest is not
 * sent, and neither is it when somebody stops it.
 * @param progress is told the results so far after each target but the last; it must not wait
 */
export async function sendAll(
  durable: Durable,
  { request, targets, approvedAtMs }: Approved,
  sender: Sender,
  progress: (results: readonly TargetResult[]) => void,
): Promise<SentAll> {
  const results: TargetResult[] = [];
  for (const target of targets) {
    const order = { request, target, approvedAtMs };
    const { result, stopsRest, stopped } = await sendTarget(durable, order, sender);
    results.push(result);
    if (stopsRest) {
      const notAsked = reasonToStop(result.outcome);
      const outcome: Outcome = { kind: 'not_sent', notAsked };
      for (const left of targets.slice(results.length))
        results.push(resultOf(left, { outcome, atMs: result.atMs }));
      return { results, ...(stopped !== undefined && { stopped }) };
    }
    if (results.length < targets.length) progress(results);
  }
  return { results };
}

function reasonToStop(outcome: Outcome): NotAskedReason {
  if ('notAsked' in outcome) return outcome.notAsked;
  return outcome.kind === 'refused' ? 'credentials_refused' : 'quota_used_up';
}
