import { type DurableContext, type StepConfig, StepSemantics } from '@aws/durable-execution-sdk-js';

export type Durable = Pick<DurableContext, 'step' | 'wait' | 'createCallback' | 'lambdaContext'>;

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

/** How long a step that may be repeated keeps trying. */
export interface Patience {
  readonly attempts: number;
  readonly longestWaitSeconds: number;
}

/** About two minutes: what stands between an approval and its call to doo. */
export const BRIEF: Patience = { attempts: 6, longestWaitSeconds: 60 };

/** About a day: what must reach the channel in the end. */
export const PATIENT: Patience = { attempts: 160, longestWaitSeconds: 600 };

/** For a step that only reads. A crash in its middle simply runs it again. */
export function repeatable<T>(patience: Patience): StepConfig<T> {
  return { retryStrategy: backoff(patience) };
}

/**
 * For a step that writes and can find its own earlier write: a crash in its middle counts as an
 * attempt, so that the step is told by `attempt` to look first.
 */
export function lookingFirst<T>(patience: Patience): StepConfig<T> {
  return { semantics: StepSemantics.AtMostOncePerRetry, retryStrategy: backoff(patience) };
}

function backoff({ attempts, longestWaitSeconds }: Patience) {
  return (_error: Error, attempt: number) =>
    attempt >= attempts
      ? { shouldRetry: false }
      : { shouldRetry: true, delay: { seconds: Math.min(2 ** (attempt - 1), longestWaitSeconds) } };
}
