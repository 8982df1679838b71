import type { DooClient } from '@doo-repush/core/doo/client';
import type { DecisionEnd } from '@doo-repush/core/repush/decision';
import type { Outcome } from '@doo-repush/core/repush/outcome';
import type { DooAccess } from '../doo-access.ts';
import type { CardState } from '../slack/blocks/card.ts';
import type { TargetResult } from '../slack/blocks/outcome-words.ts';
import { buttonValue } from '../slack/button-value.ts';
import type { MarkedLine } from './ledger-writer.ts';
import { createProgress } from './progress.ts';
import type { Run } from './run.ts';
import { type SentAll, sendAll } from './send-all.ts';
import { NEVER_STOPPED, type StopWatch, watchForStop } from './stop.ts';

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
  const { durable, deps, writer, cardIn, request } = run;
  const approved = { by, atMs };
  const targets = run.targets.length;
  const refused: MarkedLine[] = [];
  let stop = NEVER_STOPPED;
  const cardOf = (results: readonly TargetResult[]) =>
    cardIn({ kind: 'sending', approved, results, ...stopValueOf(run, stop) });
  const progress = createProgress(writer, atMs, cardOf);
  if (targets > 1)
    stop = await watch(run, (line) => {
      refused.push(line);
      progress.hurry();
    });
  const begun = cardOf([]);
  await writer.show('show approved', begun, 'brief');
  await writer.line('approved', { kind: 'approved', by, atMs }, begun, 'brief');
  await writer.line('sending', { kind: 'sending', targets }, begun, 'brief');

  const sender = {
    doo: () => clientOf(deps.access, request.organizationId),
    stop,
    now: deps.now,
    random: deps.random,
    log: run.log,
  };
  const sent = await sendAll(
    durable,
    { request, targets: run.targets, approvedAtMs: atMs },
    sender,
    progress.show,
  );
  const lines = [...refused, ...(await stopLines(run, stop, sent))];
  await progress.settled();
  return { state: { kind: 'sent', approved, ...sent }, lines };
}

function watch(
  { durable, deps, requesterId }: Run,
  onRefused: (line: MarkedLine) => void,
): Promise<StopWatch> {
  return watchForStop(durable, {
    requesterId,
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
