import type { DooClient } from '@doo-repush/core/doo/client';
import type { Outcome, TargetResult } from '@doo-repush/core/repush/outcome';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { nextMove } from '@doo-repush/core/repush/retry-policy';
import { initBody, type Target } from '@doo-repush/core/repush/targets';
import { sendStepName } from '../../model/send-step.ts';
import type { Log } from '../../runtime/log.ts';
import { type Durable, onceOnly, wholeSeconds } from '../durable.ts';
import type { AskedStop, Stopped, StopWatch } from './stop-watch.ts';

/** What must be left of an invocation beyond its longest call, to record what it came to. */
const RECORD_ROOM_MS = 10_000;
/** Suspensions that may follow one another before a call goes out with the time there is. */
const MAX_SUSPENSIONS = 3;
/** Readings of the doo secret before a target is given up. */
const MAX_ACCESS_ATTEMPTS = 4;

interface DoneRecord {
  readonly kind: 'done';
  readonly outcome: Outcome;
  readonly atMs: number;
  readonly stopsRest: boolean;
}

/** What one send step leaves behind. It never throws: an error would be repeated or lost. */
export type SendRecord =
  | DoneRecord
  /** The next call, not before `notBeforeMs`. */
  | { readonly kind: 'again'; readonly waitMs: number; readonly notBeforeMs: number }
  /** A wait that a stop cut short is not over. */
  | { readonly kind: 'early'; readonly waitMs: number }
  | { readonly kind: 'no_room' }
  /** Somebody asked to stop before doo was called; whether it counts is yet to be judged. */
  | { readonly kind: 'stop_asked'; readonly asked: AskedStop };

export interface Sender {
  /** The client for the request's organization; failing to build one means nothing was sent. */
  readonly doo: () => Promise<DooClient>;
  readonly stop: StopWatch;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}

export interface SendOrder {
  readonly request: RepushRequest;
  readonly target: Target;
  /** From then on calls that doo had no room for may be tried again for half an hour. */
  readonly sinceMs: number;
  /** Its turn, where it has one: no call goes out before. */
  readonly turn?: Turn;
}

/** What a target waits for before its first call. */
export interface Turn {
  readonly atMs: number;
  /** When the wait began. */
  readonly fromMs: number;
  /** Shows it, with the button of the present callback of *Stop the rest*. */
  readonly show: (name: string) => Promise<void>;
}

export interface Sent {
  readonly result: TargetResult;
  readonly stopsRest: boolean;
  /** How long its calls were waited with that doo had no room for. */
  readonly triedForMs: number;
  /** Who stopped this target and the rest. */
  readonly stopped?: Stopped;
}

/**
 * Sends one target, each call as a durable step of its own that runs at most once. Only what
 * proves that doo did not act is tried again, as a new step after a durable wait. A step that was
 * interrupted between its call and its record is `unknown`. Each step looks first whether somebody
 * asked to stop; a stop that does not count changes nothing, so the wait that it cut short goes on.
 */
export async function sendTarget(
  durable: Durable,
  order: SendOrder,
  sender: Sender,
): Promise<Sent> {
  const { target, turn } = order;
  let attempt = 1;
  let suspensions = 0;
  let dueMs = turn?.atMs ?? 0;
  let notBeforeMs = 0;
  let triedForMs = 0;
  if (turn !== undefined) await waitForTurn(durable, target, turn, sender);
  for (let call = 1; ; call++) {
    const mayWait = suspensions < MAX_SUSPENSIONS;
    const state = { attempt, mayWait, notBeforeMs };
    const record = await recordOf(durable, sendStepName(target.number, call), async () =>
      logged(await sendOnce(durable, order, state, sender), target, sender.log),
    );
    if (record === 'interrupted')
      return { ...(await interrupted(durable, target, call, sender)), triedForMs };
    if (record.kind === 'done')
      return { result: resultOf(target, record), stopsRest: record.stopsRest, triedForMs };
    if (record.kind === 'stop_asked') {
      const stopped = await sender.stop.judge(record.asked);
      if (stopped !== undefined) return { ...notSent(target, stopped), triedForMs, stopped };
      if (attempt === 1) await turn?.show(`show turn ${target.number} after call ${call}`);
      suspensions = 0;
      notBeforeMs = dueMs;
      continue;
    }
    // Only a wait that was cut short is looked at again: the clocks of AWS and of this process differ.
    notBeforeMs = 0;
    if (record.kind === 'again') {
      dueMs = record.notBeforeMs;
      attempt += 1;
      triedForMs += record.waitMs;
    }
    suspensions = record.kind === 'no_room' ? suspensions + 1 : 0;
    const waitMs = record.kind === 'no_room' ? 1_000 : record.waitMs;
    const wait = durable.wait(`before ${sendStepName(target.number, call + 1)}`, {
      seconds: wholeSeconds(waitMs),
    });
    // Whichever ends first, the same step follows, so that a replay takes the same way.
    await Promise.race([wait, sender.stop.arrival()]);
  }
}

async function waitForTurn(
  durable: Durable,
  { number }: Target,
  { atMs, fromMs, show }: Turn,
  { stop }: Sender,
): Promise<void> {
  const wait = durable.wait(`until turn ${number}`, {
    seconds: wholeSeconds(atMs - fromMs),
  });
  await show(`show turn ${number}`);
  await Promise.race([wait, stop.arrival()]);
}

async function recordOf(
  durable: Durable,
  name: string,
  send: () => Promise<SendRecord>,
): Promise<SendRecord | 'interrupted'> {
  try {
    return await durable.step(name, send, onceOnly<SendRecord>());
  } catch {
    return 'interrupted';
  }
}

async function sendOnce(
  durable: Durable,
  { request, target, sinceMs }: SendOrder,
  { attempt, mayWait, notBeforeMs }: { attempt: number; mayWait: boolean; notBeforeMs: number },
  { doo, stop, now, random }: Sender,
): Promise<SendRecord> {
  const asked = await stop.asked();
  if (asked !== undefined) return { kind: 'stop_asked', asked };
  const earlyMs = notBeforeMs - now();
  if (earlyMs > 0) return { kind: 'early', waitMs: earlyMs };
  const client = await orUndefined(doo);
  if (client === undefined) return withoutAccess(attempt, now());
  const roomMs = client.maxInitMs + RECORD_ROOM_MS;
  if (mayWait && durable.lambdaContext.getRemainingTimeInMillis() < roomMs)
    return { kind: 'no_room' };
  const askedMeanwhile = await stop.asked();
  if (askedMeanwhile !== undefined) return { kind: 'stop_asked', asked: askedMeanwhile };
  const answer = await client.init(request.resource, initBody(request, target));
  const atMs = now();
  if (answer.ok) {
    const outcome: Outcome = { kind: 'accepted', items: answer.value.itemsProcessed };
    return { kind: 'done', outcome, atMs, stopsRest: false };
  }
  const { failure } = answer;
  const move = nextMove({ attempt, failure, nowMs: atMs, sinceMs, random: random() });
  return move.kind === 'again' ? again(move.waitMs, atMs) : { ...move, atMs };
}

function again(waitMs: number, nowMs: number): SendRecord {
  return { kind: 'again', waitMs, notBeforeMs: nowMs + waitMs };
}

function withoutAccess(attempt: number, atMs: number): SendRecord {
  if (attempt < MAX_ACCESS_ATTEMPTS) return again(attempt * 5_000, atMs);
  const outcome: Outcome = { kind: 'not_sent', notAsked: 'no_access' };
  return { kind: 'done', outcome, atMs, stopsRest: true };
}

function notSent(target: Target, { atMs }: Stopped): Omit<Sent, 'triedForMs'> {
  const outcome: Outcome = { kind: 'not_sent', notAsked: 'stopped' };
  return { result: resultOf(target, { outcome, atMs }), stopsRest: true };
}

/** Without a client there is no call: the secret could not be read, or has lost the organization. */
async function orUndefined(doo: Sender['doo']): Promise<DooClient | undefined> {
  try {
    return await doo();
  } catch {
    return undefined;
  }
}

async function interrupted(
  durable: Durable,
  target: Target,
  call: number,
  { now, log }: Sender,
): Promise<Omit<Sent, 'triedForMs'>> {
  const noticed = async (): Promise<DoneRecord> => {
    const outcome: Outcome = { kind: 'unknown' };
    return logged({ kind: 'done', outcome, atMs: now(), stopsRest: false }, target, log);
  };
  const record = await durable.step(`${sendStepName(target.number, call)} interrupted`, noticed);
  return { result: resultOf(target, record), stopsRest: false };
}

/** What became of a target. */
export function resultOf(
  { number: _, ...place }: Target,
  { outcome, atMs }: { readonly outcome: Outcome; readonly atMs: number },
): TargetResult {
  return { ...place, outcome, atMs };
}

/** Inside the step, so that a replay does not say it again: an alarm counts these lines. */
function logged<R extends SendRecord>(
  record: R,
  { eventId, configurationId }: Target,
  log: Log,
): R {
  if (record.kind === 'done')
    log.info('target_ended', { outcome: record.outcome.kind, eventId, configurationId });
  return record;
}
