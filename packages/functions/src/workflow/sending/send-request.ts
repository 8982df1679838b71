import type { DooClient } from '@doo-repush/core/doo/client';
import type { DecisionEnd } from '@doo-repush/core/repush/decision';
import type { NotAskedReason, Outcome, TargetResult } from '@doo-repush/core/repush/outcome';
import { longestSendingMs } from '@doo-repush/core/repush/pace';
import { buttonValue } from '../../model/button-values.ts';
import type { CardState } from '../../model/request-state.ts';
import type { DooAccess } from '../../runtime/doo-access.ts';
import type { MarkedLine } from '../channel/writer.ts';
import type { Run } from '../context.ts';
import { createBeforeRest } from './before-rest.ts';
import { type Hindrance, hindranceOf } from './hindrance.ts';
import { createProgress } from './progress.ts';
import { isRequesterGone } from './requester-gone.ts';
import { resultOf } from './send-target.ts';
import { type SentAll, sendAll } from './send-targets.ts';
import { NEVER_STOPPED, type StopWatch, watchForStop } from './stop-watch.ts';

/** A request that was sent, with what its thread is yet to be told. */
export interface CarriedOut {
  readonly state: Extract<CardState, { kind: 'sent' }>;
  readonly lines: readonly MarkedLine[];
}

/**
 * Asks doo for one target after the other, with progress on the card and, where more than one
 * target can be left, a button that stops the rest.
 */
export async function carryOut(
  run: Run,
  { by, atMs }: Extract<DecisionEnd, { kind: 'approved' }>,
): Promise<CarriedOut> {
  const { durable, operations, deps, writer, cardIn, request } = run;
  operations.keepFor(0);
  const isGone = await isRequesterGone(run);
  const approved = { by, atMs };
  const decided = { approved, ...(isGone && { isRequesterGone: true }) };
  const targets = run.targets.length;
  const refused: MarkedLine[] = [];
  let stop = NEVER_STOPPED;
  const cardOf = (
    results: readonly TargetResult[],
    next: Pick<Extract<CardState, { kind: 'sending' }>, 'nextAtMs' | 'first'> = {},
  ) => cardIn({ kind: 'sending', ...decided, results, ...next, ...stopValueOf(run, stop) });
  const progress = createProgress(writer, atMs, (results, nextAtMs) =>
    cardOf(results, nextAtMs === undefined ? {} : { nextAtMs }),
  );
  if (targets > 1)
    stop = await watch(run, (line) => {
      refused.push(line);
      progress.hurry();
    });
  const begun = cardOf([]);
  await writer.show('show approved', begun, 'brief');
  await writer.line('approved', { kind: 'approved', by, atMs }, begun, 'brief');
  const hindrance = await hindranceOf(run, begun, atMs);
  if (hindrance.notAsked !== undefined) {
    const sent = { results: unsent(run, hindrance.notAsked, hindrance.atMs) };
    const lines = [...refused, hindrance.line, ...(await stopLines(run, stop, sent))];
    return { state: { kind: 'sent', ...decided, ...sent, ...seen(hindrance) }, lines };
  }
  if (targets > 1) await writer.line('sending', { kind: 'sending', targets }, begun, 'brief');

  const sender = {
    doo: () => clientOf(deps.access, request.organizationId),
    stop,
    now: deps.now,
    random: deps.random,
    log: run.log,
  };
  const readings: Hindrance[] = [];
  const sent = await sendAll(
    durable,
    { request, targets: run.targets, approvedAtMs: atMs },
    sender,
    progress,
    request.order === 'one_first'
      ? createBeforeRest(run, {
          stop,
          cardOf: (results, first) => cardOf(results, first === undefined ? {} : { first }),
          refusals: () => refused.splice(0),
          found: (atRest) => readings.push(atRest),
        })
      : undefined,
  );
  const last = readings.at(-1) ?? hindrance;
  const kept = last.notAsked === undefined ? [] : [last.line];
  const lines = [...refused, ...kept, ...(await stopLines(run, stop, sent))];
  await progress.settled();
  return { state: { kind: 'sent', ...decided, ...sent, ...seen(last) }, lines };
}

/** What the last reading came to, for the card. */
function seen(hindrance: Hindrance): Pick<CarriedOut['state'], 'changes' | 'isUnread'> {
  if (hindrance.notAsked === undefined) return hindrance.isUnread ? { isUnread: true } : {};
  return hindrance.changes === undefined ? {} : { changes: hindrance.changes };
}

function unsent({ targets }: Run, notAsked: NotAskedReason, atMs: number): readonly TargetResult[] {
  const outcome = { kind: 'not_sent', notAsked } as const;
  return targets.map((target) => resultOf(target, { outcome, atMs }));
}

function watch(
  { durable, deps, requesterId, request }: Run,
  onRefused: (line: MarkedLine) => void,
): Promise<StopWatch> {
  return watchForStop(durable, {
    requesterId,
    longestMs: longestSendingMs(request),
    now: deps.now,
    people: deps.people,
    refused: (round, refusal) =>
      onRefused({ mark: `stop refused ${round}`, line: { kind: 'stop_refused', ...refusal } }),
  });
}

function stopValueOf({ deps, requesterId }: Run, { callbackId }: StopWatch) {
  if (callbackId === undefined) return {};
  const { executionArn } = deps;
  return { stopValue: buttonValue({ executionArn, callbackId, requesterId }) };
}

/** Who stopped, or asked for it when there was nothing left to stop. */
async function stopLines(
  { durable, deps }: Run,
  stop: StopWatch,
  { results, stopped }: SentAll,
): Promise<readonly MarkedLine[]> {
  if (stopped !== undefined) {
    const left = results.filter(({ outcome }) => isStopped(outcome)).length;
    return [{ mark: 'stopped', line: { kind: 'stopped', ...stopped, left } }];
  }
  if (stop.callbackId === undefined) return [];
  const late = await durable.step('sending ended', async () => {
    const asked = await stop.asked();
    return asked === undefined ? null : { by: asked.proposed?.by, atMs: deps.now() };
  });
  if (late === null) return [];
  const line = { kind: 'stop_late', by: late.by, atMs: late.atMs } as const;
  return [{ mark: 'stop late', line }];
}

function isStopped(outcome: Outcome): boolean {
  return 'notAsked' in outcome && outcome.notAsked === 'stopped';
}

async function clientOf(access: DooAccess, organizationId: string): Promise<DooClient> {
  const organization = await access.organization(organizationId);
  if (organization === undefined) throw new Error('the organization left the doo secret');
  return access.clientOf(organization);
}
