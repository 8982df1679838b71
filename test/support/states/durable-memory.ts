import { setImmediate as turn } from 'node:timers/promises';
import {
  CallbackTimeoutError,
  type DurableContext,
  type StepConfig,
  StepError,
  StepSemantics,
} from '@aws/durable-execution-sdk-js';

/** Time that moves only on request, in milliseconds since the epoch. */
export interface VirtualClock {
  nowMs: number;
}

type Status = 'STARTED' | 'PENDING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';

interface Operation {
  readonly kind: 'step' | 'wait' | 'callback';
  readonly name: string;
  status: Status;
  /** Finished attempts of a step. */
  attempts: number;
  /** When it falls due by itself: a retry, the end of a wait, the timeout of a callback. */
  dueMs?: number;
  /** JSON of a step's result; a callback's result as received. */
  result?: string | undefined;
  error?: string;
}

/** The status of an execution. */
export type ExecutionEnd =
  | { readonly status: 'RUNNING' }
  | { readonly status: 'SUCCEEDED'; readonly result: unknown }
  | { readonly status: 'FAILED'; readonly error: unknown };

/**
 * One durable execution in memory, for the real workflow code. Operations are numbered in the order in
 * which they are reached, a replay returns what was recorded, and an invocation ends when it would have to
 * wait. Timeouts, waits and retries follow a virtual clock.
 */
export interface MemoryExecution {
  readonly end: ExecutionEnd;
  /** The callback that awaits completion, if any. */
  openCallback(): { readonly name: string; readonly callbackId: string } | undefined;
  /** The first completion wins, as on AWS; returns false if it is no longer open. */
  complete(callbackId: string, result: string): boolean;
  /** Runs invocations until the execution waits or has ended. */
  settle(): Promise<void>;
  /** When something next falls due by itself. */
  nextDueMs(): number | undefined;
  /** Makes the process die at the nth checkpoint from now: before or after it is recorded. */
  killAt(checkpoint: number, when: 'before' | 'after'): void;
  readonly kills: number;
  /**
   * Operations as AWS counts them: the execution, each attempt of a step, each wait and callback, and each
   * failed invocation (AWS docs: Lambda pricing; Retries for Lambda durable functions).
   */
  countOperations(): number;
  /** The names of all operations, as in AWS's history. */
  names(): readonly string[];
  /** The JSON results of the steps whose name matches. */
  resultsOf(step: RegExp): readonly string[];
}

/** A step was started but its end was never recorded: the SDK's error has this name and no details. */
class StepInterruptedError extends Error {
  override readonly name = 'StepInterruptedError';
}

export type Workflow = (
  context: Pick<DurableContext, 'step' | 'wait' | 'createCallback' | 'lambdaContext'>,
) => Promise<unknown>;

export function createMemoryExecution(clock: VirtualClock, run: Workflow): MemoryExecution {
  const operations: Operation[] = [];
  let end: ExecutionEnd = { status: 'RUNNING' };
  let killIn: { checkpoints: number; when: 'before' | 'after' } | undefined;
  let kills = 0;
  let hasNews = true;

  /** Runs one invocation. It may be abandoned before it ends; none of its code runs after that. */
  function invoke(): Promise<'suspended' | 'killed' | 'ended'> {
    return new Promise((leave) => {
      let next = 0;
      let isLeft = false;
      /** Operations reached and recorded, and steps running now. */
      let progress = 0;
      let acting = 0;
      const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
      const dies = <T>(): Promise<T> => {
        isLeft = true;
        leave('killed');
        return never();
      };
      /** Suspends an invocation as soon as nothing else in it can proceed. */
      const suspends = <T>(): Promise<T> => {
        void suspendWhenStill();
        return never();
      };
      /** Callbacks that this invocation awaits and that have not been completed. */
      const awaited = new Map<Operation, (answer: Promise<unknown>) => void>();

      /** Records a change, unless the process dies before or right after it. */
      async function checkpoint(change: () => void): Promise<void> {
        if (isLeft) return never();
        progress += 1;
        const death = killIn !== undefined && --killIn.checkpoints <= 0 ? killIn.when : undefined;
        if (death !== 'before') change();
        if (death !== undefined) {
          killIn = undefined;
          kills += 1;
          return dies();
        }
        // The response to a checkpoint also reports what else has changed.
        for (const [operation, tell] of awaited) {
          if (operation.status === 'STARTED') continue;
          awaited.delete(operation);
          tell(answerOf(operation));
        }
      }

      function reach(kind: Operation['kind'], name: string): Operation | undefined {
        const known = operations[next];
        if (known !== undefined && (known.kind !== kind || known.name !== name))
          throw new Error(`Replayed ${known.kind} "${known.name}" as ${kind} "${name}"`);
        next += 1;
        progress += 1;
        return known;
      }

      async function step<T>(
        name: string,
        act: (context: { attempt: number }) => Promise<T>,
        config: StepConfig<T> = {},
      ): Promise<T> {
        const known = reach('step', name);
        const operation: Operation = known ?? {
          kind: 'step',
          name,
          status: 'STARTED',
          attempts: 0,
        };
        if (operation.status === 'SUCCEEDED') return parsed(operation.result) as T;
        if (operation.status === 'FAILED') throw failure(operation);
        if (operation.status === 'PENDING') {
          if ((operation.dueMs ?? 0) > clock.nowMs) return suspends();
        } else if (known !== undefined && config.semantics === StepSemantics.AtMostOncePerRetry) {
          return failed(operation, new StepInterruptedError('interrupted'), config);
        }
        await checkpoint(() => {
          operation.status = 'STARTED';
          if (known === undefined) operations.push(operation);
        });
        acting += 1;
        try {
          const value = await act({ attempt: operation.attempts + 1 }).finally(() => {
            acting -= 1;
          });
          const result = JSON.stringify(value);
          await checkpoint(() => {
            operation.status = 'SUCCEEDED';
            operation.attempts += 1;
            operation.result = result;
          });
          return parsed(result) as T;
        } catch (error) {
          return failed(
            operation,
            error instanceof Error ? error : new Error(String(error)),
            config,
          );
        }
      }

      async function failed<T>(
        operation: Operation,
        error: Error,
        config: StepConfig<T>,
      ): Promise<T> {
        const attempts = operation.attempts + 1;
        const decision = (config.retryStrategy ?? defaultStrategy)(error, attempts);
        const seconds = decision.shouldRetry ? (decision.delay?.seconds ?? 1) : 0;
        await checkpoint(() => {
          operation.attempts = attempts;
          operation.status = decision.shouldRetry ? 'PENDING' : 'FAILED';
          operation.dueMs = clock.nowMs + seconds * 1000;
          operation.error = `${error.name}: ${error.message}`;
        });
        if (decision.shouldRetry) return suspends();
        throw failure(operation);
      }

      async function wait(name: string, { seconds = 0 }: { seconds?: number }): Promise<void> {
        const known = reach('wait', name);
        if (known?.status === 'SUCCEEDED') return;
        if (known === undefined)
          await checkpoint(() =>
            operations.push({
              kind: 'wait',
              name,
              status: 'STARTED',
              attempts: 0,
              dueMs: clock.nowMs + seconds * 1000,
            }),
          );
        return suspends();
      }

      async function createCallback(
        name: string,
        { timeout }: { timeout?: { seconds?: number } } = {},
      ): Promise<[Promise<unknown>, string]> {
        const known = reach('callback', name);
        const callbackId = `callback-${next}`;
        const seconds = timeout?.seconds;
        const operation: Operation = known ?? {
          kind: 'callback',
          name,
          status: 'STARTED',
          attempts: next,
          ...(seconds !== undefined && { dueMs: clock.nowMs + seconds * 1000 }),
        };
        if (known === undefined) await checkpoint(() => operations.push(operation));
        return [answerOf(operation), callbackId];
      }

      function answerOf(operation: Operation): Promise<unknown> {
        if (operation.status === 'SUCCEEDED') return Promise.resolve(operation.result);
        if (operation.status === 'TIMED_OUT') {
          const lost = Promise.reject(new CallbackTimeoutError('timed out'));
          // Prevents an unhandled rejection if nobody awaits it in this turn, or ever.
          lost.catch(() => undefined);
          return lost;
        }
        void suspendWhenStill();
        return new Promise((resolve) => awaited.set(operation, resolve));
      }

      /** Ends the invocation as soon as nothing in it can proceed without what it waits for. */
      async function suspendWhenStill(): Promise<void> {
        for (let seen = -1; !isLeft && (seen !== progress || acting > 0); ) {
          seen = progress;
          await turn();
          await turn();
        }
        if (isLeft) return;
        isLeft = true;
        leave('suspended');
      }

      const context: object = {
        step,
        wait,
        createCallback,
        lambdaContext: { getRemainingTimeInMillis: () => 300_000 },
      };
      run(context as Parameters<Workflow>[0]).then(
        (result) => ended({ status: 'SUCCEEDED', result }),
        (error) => ended({ status: 'FAILED', error }),
      );

      function ended(how: ExecutionEnd): void {
        if (isLeft) return;
        isLeft = true;
        end = how;
        leave('ended');
      }
    });
  }

  function settleDue(): void {
    for (const operation of operations) {
      const isDue = operation.dueMs !== undefined && operation.dueMs <= clock.nowMs;
      const isOpen = operation.status === 'STARTED' || operation.status === 'PENDING';
      if (!isDue || !isOpen) continue;
      if (operation.kind === 'wait') operation.status = 'SUCCEEDED';
      if (operation.kind === 'callback') operation.status = 'TIMED_OUT';
      delete operation.dueMs;
      hasNews = true;
    }
  }

  return {
    get end() {
      return end;
    },
    get kills() {
      return kills;
    },
    countOperations: () =>
      operations.reduce((sum, operation) => sum + attemptsOf(operation), 1 + kills),
    names: () => operations.map(({ name }) => name),
    resultsOf: (step) =>
      operations.flatMap(({ name, result }) =>
        result !== undefined && step.test(name) ? [result] : [],
      ),
    openCallback() {
      const open = operations.findLast(
        ({ kind, status }) => kind === 'callback' && status === 'STARTED',
      );
      return open && { name: open.name, callbackId: `callback-${open.attempts}` };
    },
    complete(callbackId, result) {
      const open = operations.find(
        ({ kind, status, attempts }) =>
          kind === 'callback' && status === 'STARTED' && `callback-${attempts}` === callbackId,
      );
      if (open === undefined || end.status !== 'RUNNING') return false;
      open.status = 'SUCCEEDED';
      open.result = result;
      delete open.dueMs;
      hasNews = true;
      return true;
    },
    async settle() {
      settleDue();
      while (hasNews && end.status === 'RUNNING') {
        hasNews = false;
        if ((await invoke()) === 'killed') hasNews = true;
        settleDue();
      }
    },
    nextDueMs() {
      if (end.status !== 'RUNNING') return undefined;
      const due = operations.flatMap(({ dueMs, status }) =>
        dueMs !== undefined && (status === 'STARTED' || status === 'PENDING') ? [dueMs] : [],
      );
      return due.length === 0 ? undefined : Math.min(...due);
    },
    killAt(checkpoints, when) {
      killIn = { checkpoints, when };
    },
  };
}

function attemptsOf({ kind, status, attempts }: Operation): number {
  if (kind !== 'step') return 1;
  return attempts + (status === 'STARTED' ? 1 : 0);
}

function parsed(json: string | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(json);
}

function failure({ error }: Operation): StepError {
  return new StepError(error ?? 'failed');
}

/** The SDK's default: six attempts with growing delays. */
function defaultStrategy(_error: Error, attempt: number) {
  return attempt < 6
    ? { shouldRetry: true, delay: { seconds: 2 ** attempt } }
    : { shouldRetry: false };
}
