import {
  type DurableContext,
  type Duration,
  type StepConfig,
  StepSemantics,
} from '@aws/durable-execution-sdk-js';
import { errorKind } from '../runtime/log.ts';

/** What the workflow uses of the SDK's context. */
export interface Durable extends Pick<DurableContext, 'lambdaContext'> {
  step<T>(
    name: string,
    act: (context: { readonly attempt: number }) => Promise<T>,
    config?: StepConfig<T> | RetriedStepConfig<T>,
  ): Promise<T>;
  wait(name: string, duration: Duration): Promise<void>;
  createCallback<T>(name: string, config: { timeout: Duration }): Promise<[Promise<T>, string]>;
}

/** Of a step that is tried again; the SDK looks at its strategy alone. */
export interface RetriedStepConfig<T> extends StepConfig<T> {
  readonly patience: Patience;
}

/**
 * For a call that must never be repeated. Both halves are needed: without the strategy a step is
 * tried six times, each of them "at most once".
 */
export function onceOnly<T>(): StepConfig<T> {
  return {
    semantics: StepSemantics.AtMostOncePerRetry,
    retryStrategy: () => ({ shouldRetry: false }),
  };
}

/**
 * For what nothing is lost without: tried once, and a step that nobody need wait for. One that was
 * interrupted is not repeated either, since something newer has taken its place by then.
 */
export function dispensable<T>(): StepConfig<T> {
  return {
    semantics: StepSemantics.AtMostOncePerRetry,
    retryStrategy: () => ({ shouldRetry: false }),
  };
}

/** How long a step that may be repeated keeps trying. */
export interface Patience {
  readonly attempts: number;
  readonly longestWaitSeconds: number;
}

/** About half a minute: what stands between an approval and its call to doo. */
export const BRIEF: Patience = { attempts: 6, longestWaitSeconds: 16 };

/** A few seconds: what is shown beside a wait, for each of many. */
export const TWICE: Patience = { attempts: 2, longestWaitSeconds: 2 };

/** About a day: what must reach people in the end. */
export const PATIENT: Patience = { attempts: 160, longestWaitSeconds: 600 };

/** Reading about people for a judgement is tried this often; then the answer is no. */
export const DIRECTORY_PATIENCE: Patience = { attempts: 3, longestWaitSeconds: 2 };

/**
 * For a step that reads, or that writes and can find its own earlier write. A crash in its middle
 * counts as an attempt: it cannot go on for ever, and `attempt` tells a write to look first.
 */
export function repeatable<T>(patience: Patience): RetriedStepConfig<T> {
  const semantics = StepSemantics.AtMostOncePerRetry;
  return { semantics, retryStrategy: backoff(patience), patience };
}

/**
 * What a step does, with errors that say their kind only: a message may hold a whole answer of a
 * peer, and AWS keeps no error above 256 KB.
 */
export function withoutWords<T, Args extends readonly unknown[]>(
  act: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  return async (...args) => {
    try {
      return await act(...args);
    } catch (error) {
      throw new Error(errorKind(error));
    }
  };
}

/** How long it is waited after an attempt. */
export function secondsAfter(attempt: number, { longestWaitSeconds }: Patience): number {
  return Math.min(2 ** (attempt - 1), longestWaitSeconds);
}

function backoff(patience: Patience) {
  return (_error: Error, attempt: number) =>
    attempt >= patience.attempts
      ? { shouldRetry: false }
      : { shouldRetry: true, delay: { seconds: secondsAfter(attempt, patience) } };
}
