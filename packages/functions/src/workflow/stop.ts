import { setImmediate as nextTurn } from 'node:timers/promises';
import { CallbackTimeoutError } from '@aws/durable-execution-sdk-js';
import { parseJson } from '@doo-repush/core/json';
import type { RefusalReason } from '@doo-repush/core/repush/decision';
import { judgeStop, type ProposedStop, proposedStopSchema } from '@doo-repush/core/repush/stopping';
import { type People, readDecider } from '../slack/people.ts';
import { DIRECTORY_PATIENCE, type Durable, repeatable } from './durable.ts';

/** A stop that counts. */
export interface Stopped {
  readonly by: string;
  readonly atMs: number;
}

/** A stop that does not count. */
export interface RefusedStop {
  readonly by: string | undefined;
  readonly reason: RefusalReason | 'unreadable';
  readonly atMs: number;
}

/** *Stop the rest* as the sending sees it. */
export interface StopWatch {
  /** The callback that a click completes; it changes after a stop that does not count. */
  readonly callbackId: string | undefined;
  /** What came in through it. To be read inside a step, so that a replay takes the same way. */
  asked(): Promise<string | undefined>;
  /** Ends when something came in. To be waited for beside a durable wait only, never alone. */
  arrival(): Promise<void>;
  /** Judges what came in; `undefined` when it does not count and the sending goes on. */
  judge(raw: string): Promise<Stopped | undefined>;
}

export interface StopRules {
  readonly requesterId: string;
  readonly now: () => number;
  /** Reads about people anew. */
  readonly people: () => Promise<People>;
  readonly refused: (round: number, refusal: RefusedStop) => void;
}

/** One target has nothing that follows it. */
export const NEVER_STOPPED: StopWatch = {
  callbackId: undefined,
  asked: async () => undefined,
  arrival: () => new Promise(() => undefined),
  judge: async () => undefined,
};

/** Longer than sending can take: the wait for room in doo's limit ends 30 minutes after the approval. */
const WATCH = { hours: 3 };
/** Stops that do not count before nobody is asked any more: each costs operations of the execution. */
const MAX_ROUNDS = 20;

/**
 * Opens a callback and watches it while steps run. Nobody awaits it: the durable service tells of
 * its completion with the answer to any checkpoint, so that no step waits for it and a suspended
 * execution never depends on it.
 */
export async function watchForStop(durable: Durable, rules: StopRules): Promise<StopWatch> {
  let round = 0;
  let callbackId: string | undefined;
  let raw: string | undefined;
  let arrival = NEVER_STOPPED.arrival();

  async function open(): Promise<void> {
    round += 1;
    const opened = round;
    raw = undefined;
    callbackId = undefined;
    arrival = NEVER_STOPPED.arrival();
    if (round > MAX_ROUNDS) return;
    const [answer, id] = await durable.createCallback<string>(`stop ${round}`, { timeout: WATCH });
    callbackId = id;
    arrival = new Promise((resolve) => {
      const arrived = (text: string) => {
        if (opened === round) raw = text;
        resolve();
      };
      answer.then(
        (text) => arrived(text ?? ''),
        (error: unknown) => {
          if (!(error instanceof CallbackTimeoutError)) arrived('');
        },
      );
    });
  }

  await open();
  return {
    get callbackId() {
      return callbackId;
    },
    async asked() {
      await nextTurn();
      return raw;
    },
    arrival: () => arrival,
    async judge(text) {
      const judged = await judgeInStep(durable, round, text, rules);
      if ('reason' in judged) {
        rules.refused(round, judged);
        await open();
        return undefined;
      }
      return judged;
    },
  };
}

/** Who says to have asked for a stop, for a line in the thread. */
export function stopperOf(raw: string): string | undefined {
  return read(raw)?.by;
}

async function judgeInStep(
  durable: Durable,
  round: number,
  raw: string,
  { requesterId, now, people }: StopRules,
): Promise<Stopped | RefusedStop> {
  const proposed = read(raw);
  const notCounted = (name: string, reason: RefusedStop['reason']): Promise<RefusedStop> =>
    durable.step(name, async () => ({ by: proposed?.by, reason, atMs: now() }));
  if (proposed === undefined) return notCounted(`unreadable stop ${round}`, 'unreadable');
  const judge = async ({ attempt }: { attempt: number }): Promise<Stopped | RefusedStop> => {
    const verdict = judgeStop(requesterId, await readDecider(await people(), proposed.by));
    const stop = { by: proposed.by, atMs: now() };
    if (verdict.allowed) return stop;
    const isUnsure = verdict.reason === 'unverifiable';
    if (isUnsure && attempt < DIRECTORY_PATIENCE.attempts) throw new Error('Slack cannot say');
    return { ...stop, reason: verdict.reason };
  };
  try {
    const config = repeatable<Stopped | RefusedStop>(DIRECTORY_PATIENCE);
    return await durable.step(`judge stop ${round}`, judge, config);
  } catch {
    return notCounted(`stop ${round} not judged`, 'unverifiable');
  }
}

function read(raw: string): ProposedStop | undefined {
  return proposedStopSchema.safeParse(parseJson(raw)).data;
}
