import type { Order } from '@doo-repush/core/repush/order';
import { BRIEF, type Durable, type Patience, repeatable } from './durable.ts';

/**
 * AWS's limit of operations per execution (AWS docs: Lambda quotas). The execution itself counts as one,
 * and so does each attempt of a step, each wait, each callback and each failed invocation.
 */
export const MAX_OPERATIONS = 3_000;
/** Reserve for failed invocations, which AWS counts without telling anybody. */
const FAILED_INVOCATIONS = 150;
/** To show and report how a request ended: half of it with brief retries, the rest without any. */
const ENDING = 800;
/**
 * A target whose call is retried throughout its window, with a wait per retry, its turn and its progress.
 */
const EACH_TARGET = 14;
/** Stops that do not count. */
const STOPPING = 160;
/** Showing again what the rest waits for, after each answer that does not count. */
const FIRST = 100;
/** One round of questions with brief retries. */
const ROUND = 50;
/**
 * The largest share of the remaining operations that one step may take, so that some are left for the next.
 */
const MOST_OF_THE_REST = 1 / 4;

/** An upper bound for sending this many targets, with progress and stops. */
export function operationsOfSending(targets: number, order?: Order): number {
  return targets * EACH_TARGET + STOPPING + (order === 'one_first' ? FIRST : 0);
}

/** The remaining operations of an execution. */
export interface Operations {
  /** Like `durable`, but counts what is started, and retries less as fewer operations are left. */
  readonly durable: Durable;
  /** Whether there is room to ask people once more, with everything that follows. */
  readonly hasRoom: () => boolean;
  /** Reserves what sending this many targets may take. */
  readonly keepFor: (targets: number, order?: Order) => void;
}

/**
 * Counts in the order of the workflow, which a replay repeats: a retried step records at which attempt it
 * succeeded.
 */
export function countOperations(durable: Durable): Operations {
  let count = 1;
  let kept = 0;

  function spare(): number {
    return MAX_OPERATIONS - FAILED_INVOCATIONS - ENDING - kept - count;
  }

  /** The same duration with fewer attempts, if there are not enough operations left. */
  function affordable(wanted: Patience): Patience {
    const least = spare() > -ENDING / 2 ? BRIEF.attempts : 1;
    const share = Math.floor(spare() * MOST_OF_THE_REST);
    const attempts = Math.min(wanted.attempts, Math.max(least, share));
    const longestWaitSeconds = Math.ceil((wanted.longestWaitSeconds * wanted.attempts) / attempts);
    return { attempts, longestWaitSeconds };
  }

  const step: Durable['step'] = async (name, act, config) => {
    if (config === undefined || !('patience' in config)) {
      count += 1;
      return durable.step(name, act, config);
    }
    const patience = affordable(config.patience);
    count += patience.attempts;
    const { attempt, value } = await durable.step(
      name,
      async (context) => ({ attempt: context.attempt, value: await act(context) }),
      repeatable<{ attempt: number; value: Awaited<ReturnType<typeof act>> }>(patience),
    );
    count -= patience.attempts - attempt;
    return value;
  };

  return {
    hasRoom: () => spare() > ROUND,
    keepFor(targets, order) {
      kept = targets === 0 ? 0 : operationsOfSending(targets, order);
    },
    durable: {
      step,
      wait(...args) {
        count += 1;
        return durable.wait(...args);
      },
      createCallback(...args) {
        count += 1;
        return durable.createCallback(...args);
      },
      get lambdaContext() {
        return durable.lambdaContext;
      },
    },
  };
}
