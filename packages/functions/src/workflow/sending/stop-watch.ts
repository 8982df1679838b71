import { setImmediate as nextTurn } from 'node:timers/promises';
import { judgeAnswer, judgeStop } from '@doo-repush/core/repush/permissions';
import {
  type ProposedWhileSending,
  proposedWhileSendingSchema,
} from '@doo-repush/core/repush/proposals';
import type { People } from '../../slack-api/directory.ts';
import type { Durable } from '../durable.ts';
import { awaitCallback, judgeInStep, proposalIn, type Refused } from '../judge.ts';

/** A stop that counts. */
export interface Stopped {
  readonly by: string;
  readonly atMs: number;
}

/** What counts while a request is sent: a stop or, where the first target is asked about, its answer. */
export interface Intervention extends Stopped {
  readonly kind: 'stopped' | 'arrived' | 'not_arrived';
}

/** A stop, or an answer about the first target, that does not count. */
export type RefusedStop = Omit<Refused, 'counts'>;

/** What came in through the callback; `null` where it cannot be read. */
export interface AskedStop {
  readonly proposed: ProposedWhileSending | null;
}

/** *Stop the rest* as the sending sees it. */
export interface StopWatch {
  /** The callback that a click completes; it changes after a stop that does not count. */
  readonly callbackId: string | undefined;
  /** What came in through it. To be read inside a step, so that a replay takes the same way. */
  asked(): Promise<AskedStop | undefined>;
  /** Ends when something came in. To be waited for beside a durable wait only, never alone. */
  arrival(): Promise<void>;
  /** Judges a stop that came in; `undefined` when it does not count and the sending goes on. */
  judge(asked: AskedStop): Promise<Stopped | undefined>;
  /** Judges what came in while the first target is asked about; a yes opens the next callback. */
  judgeFirst(asked: AskedStop): Promise<Intervention | undefined>;
}

export interface StopRules {
  readonly requesterId: string;
  /** How long the sending may take. */
  readonly longestMs: number;
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
  judgeFirst: async () => undefined,
};

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
  let asked: AskedStop | undefined;
  let arrival = NEVER_STOPPED.arrival();

  async function open(): Promise<void> {
    round += 1;
    const opened = round;
    close();
    if (round > MAX_ROUNDS) return;
    const [answer, id] = await durable.createCallback<string>(`stop ${round}`, {
      timeout: { seconds: Math.ceil(rules.longestMs / 1000) },
    });
    callbackId = id;
    arrival = awaitCallback(answer).then(async (completion) => {
      if (completion.kind === 'timed_out') await NEVER_STOPPED.arrival();
      if (opened !== round) return;
      asked = { proposed: proposalIn(proposedWhileSendingSchema, completion) ?? null };
    });
  }

  /** Nothing that comes in counts any more. */
  function close(): void {
    asked = undefined;
    callbackId = undefined;
    arrival = NEVER_STOPPED.arrival();
  }

  async function judge(
    proposed: ProposedWhileSending | undefined,
  ): Promise<Intervention | undefined> {
    const judged = await judgeInStep(durable, proposed, {
      name: `stop ${round}`,
      rule: (proposal, decider) =>
        'stop' in proposal
          ? judgeStop(rules.requesterId, decider)
          : judgeAnswer('arrival', rules.requesterId, decider),
      people: rules.people,
      now: rules.now,
    });
    if (judged.counts) {
      const { proposal, atMs } = judged;
      const kind = 'stop' in proposal ? 'stopped' : proposal.first;
      if (kind === 'arrived') await open();
      else close();
      return { kind, by: proposal.by, atMs };
    }
    const { counts: _refused, ...refusal } = judged;
    rules.refused(round, refusal);
    await open();
    return undefined;
  }

  await open();
  return {
    get callbackId() {
      return callbackId;
    },
    async asked() {
      await nextTurn();
      return asked;
    },
    arrival: () => arrival,
    async judge({ proposed }) {
      const stop = proposed !== null && 'stop' in proposed ? proposed : undefined;
      const judged = await judge(stop);
      return judged && { by: judged.by, atMs: judged.atMs };
    },
    judgeFirst: ({ proposed }) => judge(proposed ?? undefined),
  };
}
