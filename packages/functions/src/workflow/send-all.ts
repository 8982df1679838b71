import type { NotAskedReason, Outcome } from '@doo-repush/core/repush/outcome';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { targetsOf } from '@doo-repush/core/repush/targets';
import type { TargetResult } from '../slack/blocks/outcome-words.ts';
import type { Durable } from './durable.ts';
import { type Sender, sendTarget } from './send.ts';

/**
 * Sends the targets one after the other. One that fails does not stop the others, unless doo
 * refused the credentials, the day's calls are used up or there is no access: then the rest is not
 * sent.
 * @returns one result a target, in their order
 */
export async function sendAll(
  durable: Durable,
  request: RepushRequest,
  approvedAtMs: number,
  sender: Sender,
): Promise<readonly TargetResult[]> {
  const results: TargetResult[] = [];
  let notAsked: NotAskedReason | undefined;
  let lastAtMs = approvedAtMs;
  for (const target of targetsOf(request)) {
    if (notAsked !== undefined) {
      const eventId = target.eventId === undefined ? {} : { eventId: target.eventId };
      results.push({ ...eventId, outcome: { kind: 'not_sent', notAsked }, atMs: lastAtMs });
      continue;
    }
    const { result, stopsRest } = await sendTarget(
      durable,
      { request, target, approvedAtMs },
      sender,
    );
    results.push(result);
    lastAtMs = result.atMs;
    if (stopsRest) notAsked = reasonToStop(result.outcome);
  }
  return results;
}

function reasonToStop(outcome: Outcome): NotAskedReason {
  if ('notAsked' in outcome) return outcome.notAsked;
  return outcome.kind === 'refused' ? 'credentials_refused' : 'quota_used_up';
}
