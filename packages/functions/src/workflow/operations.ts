import { BRIEF, type Durable, type Patience, repeatable } from './durable.ts';

/**
 * What one execution may count (AWS docs: Lambda quotas). It counts as one itself, and so do each
 * attempt of a step, each wait, each callback, and each invocation that fails.
 */
export const MAX_OPERATIONS = 3_000;
/** Invocations that may fail: AWS counts them, and nobody is told. */
const FAILED_INVOCATIONS = 150;
/** To show and tell how a request ended: half of it with brief patience, the rest with none. */
const ENDING = 800;
/** A target whose call is tried again for as long as there is time, with a wait each, its turn and its progress. */
const EACH_TARGET = 14;
/** Stops that do not count. */
const STOPPING = 160;
/** What one round of questions takes, with brief patience. */
const ROUND = 50;
/** A step takes at most this part of what is left, so that something is left for the next. */
const MOST_OF_THE_REST = 1 / 4;

/** The most that sending so many targets takes, with progress and stops. */
export function operationsOfSending(targets: number): number {
  return targets * EACH_TARGET + STOPPING;
}

/** What is left of the operations of an execution. */
export interface Operations {
  /** As `durable`, with what is begun counted, and less patience as less is left. */
  readonly durable: Durable;
  /** Whether people can be asked once more, with all that follows. */
  readonly hasRoom: () => boolean;
  /** From now on nobody uses up what sending so many targets takes. */
  readonly keepFor: (targets: number) => void;
}

/**
 * Counts in the order of the workflow, which a replay repeats: a step that may be tried again
 * records at which attempt it succeeded.
 */
export function countOperations(durable: Durable): Operations {
  let count = 1;
  let kept = 0;

  function spare(): number {
    return MAX_OPERATIONS - FAILED_INVOCATIONS - ENDING - kept - count;
  }

  /** The same time with fewer attempts, where there are not enough left. */
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
    keepFor(targets) {
      kept = targets === 0 ? 0 : operationsOfSending(targets);
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
