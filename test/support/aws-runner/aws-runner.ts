import {
  type DurableContext,
  type DurableLambdaHandler,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import {
  LocalDurableTestRunner,
  type TestResult,
  WaitingOperationStatus,
} from '@aws/durable-execution-sdk-js-testing';

/** One execution of a durable function under AWS's own runner. */
export interface AwsRun {
  /**
   * Completes a callback with `value` as JSON: after the function has opened it and is suspended, so that a
   * replay finds the answer, or `atOnce`, while the invocation that opened it is still running.
   */
  answer(callbackName: string, value: unknown, when?: 'asleep' | 'atOnce'): Promise<void>;
  /** Resolves to the result of the execution. */
  readonly ended: Promise<TestResult<unknown>>;
}

/**
 * Starts `workflow` with `payload` under `LocalDurableTestRunner`, between that class's
 * `setupTestEnvironment` and `teardownTestEnvironment`.
 */
export function runUnderAws(
  workflow: (event: unknown, context: DurableContext) => Promise<unknown>,
  payload: unknown,
): AwsRun {
  const inner = withDurableExecution(workflow);
  let asleep = Promise.withResolvers<void>();
  const handlerFunction: DurableLambdaHandler = async (event, context) => {
    asleep = Promise.withResolvers();
    try {
      return await inner(event, context);
    } finally {
      asleep.resolve();
    }
  };
  const runner = new LocalDurableTestRunner<unknown>({ handlerFunction });
  const ended = runner.run({ payload });
  // Prevents an unhandled rejection if nobody awaits it in this turn; awaiting it still rejects.
  ended.catch(() => undefined);
  return {
    ended,
    async answer(callbackName, value, when = 'asleep') {
      const callback = runner.getOperation(callbackName);
      await callback.waitForData(WaitingOperationStatus.STARTED);
      if (when === 'asleep') await asleep.promise;
      await callback.sendCallbackSuccess(JSON.stringify(value));
    },
  };
}

/**
 * Sentences about misuse of the SDK: the function or one of its invocations failed, it was never replayed,
 * or two operations have the same name, which AWS allows but which makes a history ambiguous.
 */
export function misuseIn(result: TestResult<unknown>): readonly string[] {
  const status = result.getStatus();
  const invocations = result.getInvocations();
  const names = result.getOperations().map((operation) => operation.getName() ?? 'nameless');
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...(status === 'SUCCEEDED' ? [] : [`it ended as ${status}: ${errorIn(result)}`]),
    ...invocations.flatMap(({ error }) =>
      error === undefined ? [] : [`an invocation failed: ${error.errorType} ${error.errorMessage}`],
    ),
    ...(invocations.length > 1 ? [] : ['it was never replayed']),
    ...twice.map((name) => `two operations are named "${name}"`),
  ];
}

function errorIn(result: TestResult<unknown>): string {
  const { errorType, errorMessage } = result.getError();
  return `${errorType} ${errorMessage}`;
}
