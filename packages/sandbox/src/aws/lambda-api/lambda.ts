import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { createActivity } from '../durable/activity.ts';
import { createDurableService } from '../durable/durable-service.ts';
import type { Execution, ExecutionStatus } from '../durable/execution.ts';
import { createFileStore, createMemoryStore } from '../durable/execution-store.ts';
import type { ErrorObject, Operation } from '../durable/operation.ts';
import { createFaults, type Faults } from '../faults.ts';
import { functionArn } from '../functions/function-environment.ts';
import { type LocalServer, startLocalServer } from '../local-server.ts';
import { createAsyncInvoker } from './async-invocation.ts';
import { createFunctionRegistry, type LambdaFunction } from './function-registry.ts';
import { createLambdaHandler } from './handler.ts';
import type { InvocationRecord } from './route.ts';
import { createStatusBus, type StatusEvents, type StatusRule } from './status-events.ts';

export type { LambdaFunction } from './function-registry.ts';

/** An execution as it is at the moment of the call. */
export interface ExecutionSnapshot {
  arn: string;
  name: string;
  functionName: string;
  qualifier: string;
  version: string;
  status: ExecutionStatus;
  startMs: number;
  endMs?: number | undefined;
  /** JSON texts, as they were sent and returned. */
  input: string;
  result?: string | undefined;
  error?: ErrorObject | undefined;
  operations: Operation[];
}

export interface LambdaOptions {
  clock: Clock;
  /** Where executions are persisted; kept in memory when absent. */
  stateFile?: string;
  functions: Record<string, LambdaFunction>;
  /** What an execution's change of status starts; nothing when absent. */
  statusRule?: StatusRule;
  /** How many invocations the account may run at once; 1,000 when absent. */
  accountConcurrency?: () => number;
  /** 0, the default, picks a free port. */
  port?: number;
}

/** A local Lambda API with its durable executions. */
export interface Lambda {
  /** The endpoint for AWS_ENDPOINT_URL_LAMBDA; known once started. */
  readonly url: string;
  /** Loads the state file, listens, and resumes running executions. */
  start(): Promise<void>;
  /** Stops listening; running invocations belong to their hosts, and their outcomes are ignored. */
  stop(): Promise<void>;
  executions(): ExecutionSnapshot[];
  /** Throws if the execution is unknown. */
  execution(arn: string): ExecutionSnapshot;
  /** Resolves when no invocation runs or is about to; waits, callbacks and retries may still be open. */
  idle(): Promise<void>;
  /** Puts new code behind the function's alias; running executions keep theirs. */
  publish(name: string, host: LambdaFunction['host']): string;
  /** Calls `listener` when each invocation has ended; returns an unsubscribe function. */
  onInvocation(listener: (record: InvocationRecord) => void): () => void;
  faults: Faults;
  /**
   * The events that executions publish when their status changes, and what happens to them on the way.
   */
  statusEvents: StatusEvents;
  control: {
    /** Whether every asynchronous invocation and every start is delivered twice. */
    deliverStartsTwice(on: boolean): void;
    stop(arn: string): Promise<void>;
    fail(arn: string, error?: ErrorObject): Promise<void>;
    timeOut(arn: string): Promise<void>;
  };
}

export function createLambda(options: LambdaOptions): Lambda {
  const { clock, stateFile, functions, statusRule, accountConcurrency, port } = options;
  const activity = createActivity();
  const faults = createFaults();
  const registry = createFunctionRegistry(functions);
  const asyncInvoker = createAsyncInvoker(clock, activity);
  const listeners = new Set<(record: InvocationRecord) => void>();
  const deliveries = { startsTwice: false };
  let server: LocalServer | undefined;

  function report(record: InvocationRecord): void {
    for (const listener of listeners) listener(record);
  }

  async function run(functionName: string, event: unknown, attempt: number) {
    const { host, qualifier } = registry.resolve(functionName);
    const result = await host.invoke(event, {
      invokedFunctionArn: functionArn(functionName, qualifier),
    });
    report({ functionName, kind: 'async', attempt, result });
    return result;
  }

  const bus = createStatusBus({
    clock,
    activity,
    newId: randomUUID,
    rule: statusRule,
    deliver: (target, event) => asyncInvoker.invoke((attempt) => run(target, event, attempt)),
  });
  const durable = createDurableService(
    {
      clock,
      activity,
      store: stateFile === undefined ? createMemoryStore() : createFileStore(stateFile),
      newId: randomUUID,
      async invoke(execution, event) {
        const { functionName, qualifier, version } = execution;
        const timeoutMs = functions[functionName]?.durable?.invocationTimeoutMs;
        const result = await registry.host(functionName, version).invoke(event, {
          invokedFunctionArn: functionArn(functionName, qualifier),
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
        });
        report({ functionName, kind: 'durable', attempt: 1, executionArn: execution.arn, result });
        return result;
      },
    },
    bus.publish,
  );
  const handle = createLambdaHandler({
    durable,
    registry,
    accountConcurrency,
    faults,
    activity,
    asyncInvoker,
    report,
    deliversTwice: () => deliveries.startsTwice,
  });

  return {
    faults,
    statusEvents: bus.events,
    idle: activity.idle,
    publish: registry.publish,
    get url() {
      if (server === undefined) throw new Error('The Lambda peer has not been started');
      return server.url;
    },
    async start() {
      await durable.load();
      server = await startLocalServer(handle, port);
      await durable.resume();
    },
    async stop() {
      durable.stop();
      asyncInvoker.stop();
      await server?.close();
    },
    executions: () => durable.list().map(toSnapshot),
    execution: (arn) => toSnapshot(durable.get(arn)),
    onInvocation(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    control: {
      deliverStartsTwice(on) {
        deliveries.startsTwice = on;
      },
      async stop(arn) {
        await durable.end(arn, 'STOPPED');
      },
      async fail(arn, error = { ErrorType: 'Error', ErrorMessage: 'Failed on demand' }) {
        await durable.end(arn, 'FAILED', error);
      },
      async timeOut(arn) {
        const error = { ErrorType: 'Execution.TimedOut', ErrorMessage: 'Execution timed out' };
        await durable.end(arn, 'TIMED_OUT', error);
      },
    },
  };
}

function toSnapshot(execution: Execution): ExecutionSnapshot {
  const { arn, name, functionName, qualifier, version, status, startMs, endMs } = execution;
  const { input, result, error } = execution;
  const operations = [...execution.operations.values()].map((operation) => ({ ...operation }));
  return {
    arn,
    name,
    functionName,
    qualifier,
    version,
    status,
    startMs,
    endMs,
    input,
    result,
    error,
    operations,
  };
}
