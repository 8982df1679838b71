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
   * Completes a callback with `value` in JSON: once the function has opened it and sleeps, so that
   * the answer is found by a replay, or `atOnce`, while the invocation that opened it still runs.
   */
  answer(callbackName: string, value: unknown, when?: 'asleep' | 'atOnce'): Promise<void>;
  /** How it ended, once it has. */
  readonly ended: Promise<TestResult<unknown>>;
}

/**
 * Starts `workflow` with `payload` under `LocalDurableTestRunner`, between `setupTestEnvironment`
 * and `teardownTestEnvironment` of that class.
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
  // It may be looked at later than this turn; whoever awaits it still sees the error.
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
 * What speaks against the way in which a function uses the SDK, in sentences: it failed, an
 * invocation of it did, it never was replayed, or two of its operations have the same name, which
 * AWS allows and which nobody could tell apart in a history.
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
