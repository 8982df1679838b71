import {
  type DurableContext,
  type Duration,
  type StepConfig,
  StepSemantics,
} from '@aws/durable-execution-sdk-js';
import { errorKind } from '../runtime/log.ts';

/** The part of the SDK's context that the workflow uses. */
export interface Durable extends Pick<DurableContext, 'lambdaContext'> {
  step<T>(
    name: string,
    act: (context: { readonly attempt: number }) => Promise<T>,
    config?: StepConfig<T> | RetriedStepConfig<T>,
  ): Promise<T>;
  wait(name: string, duration: Duration): Promise<void>;
  createCallback<T>(name: string, config: { timeout: Duration }): Promise<[Promise<T>, string]>;
}

/** Configuration of a retried step; the SDK reads only its strategy. */
export interface RetriedStepConfig<T> extends StepConfig<T> {
  readonly patience: Patience;
}

/**
 * For a call that must never be repeated. Both halves are needed: without the strategy a step is attempted
 * six times, each of them "at most once".
 */
export function onceOnly<T>(): StepConfig<T> {
  return {
    semantics: StepSemantics.AtMostOncePerRetry,
    retryStrategy: () => ({ shouldRetry: false }),
  };
}

/**
 * For a step we can afford to lose: one attempt, awaited by nobody. It is not repeated after an
 * interruption either, because something newer has replaced it by then.
 */
export function dispensable<T>(): StepConfig<T> {
  return {
    semantics: StepSemantics.AtMostOncePerRetry,
    retryStrategy: () => ({ shouldRetry: false }),
  };
}

/** The length of a wait or a time limit as AWS takes it: whole seconds, at least one. */
export function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

/** How long to keep retrying a step. */
export interface Patience {
  readonly attempts: number;
  readonly longestWaitSeconds: number;
}

/** About half a minute, for steps between an approval and its call to doo. */
export const BRIEF: Patience = { attempts: 6, longestWaitSeconds: 16 };

/** A few seconds, for each of many updates that are shown during a wait. */
export const TWICE: Patience = { attempts: 2, longestWaitSeconds: 2 };

/** About a day, for what must reach people eventually. */
export const PATIENT: Patience = { attempts: 160, longestWaitSeconds: 600 };

/** How often reading about people is attempted for a judgement; after that the answer is no. */
export const DIRECTORY_PATIENCE: Patience = { attempts: 3, longestWaitSeconds: 2 };

/**
 * For a step that reads, or that can find its own earlier write. A crash in it counts as an attempt:
 * retries are bounded, and `attempt` tells a write to look first.
 */
export function repeatable<T>(patience: Patience): RetriedStepConfig<T> {
  const semantics = StepSemantics.AtMostOncePerRetry;
  return { semantics, retryStrategy: backoff(patience), patience };
}

/**
 * Runs a step so that its errors carry only their kind: a message may contain a peer's whole response, and
 * AWS stores no error above 256 KB.
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

/** The delay after an attempt. */
export function secondsAfter(attempt: number, { longestWaitSeconds }: Patience): number {
  return Math.min(2 ** (attempt - 1), longestWaitSeconds);
}

function backoff(patience: Patience) {
  return (_error: Error, attempt: number) =>
    attempt >= patience.attempts
      ? { shouldRetry: false }
      : { shouldRetry: true, delay: { seconds: secondsAfter(attempt, patience) } };
}
