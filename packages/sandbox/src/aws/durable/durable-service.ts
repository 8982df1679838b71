import type * as z from 'zod';
import { ServiceError } from '../service-error.ts';
import { applyUpdates } from './apply-updates.ts';
import { beatCallback, type Completion, completeCallback, newCallbackId } from './callback.ts';
import { settleDue } from './due.ts';
import {
  createExecution,
  type Execution,
  type ExecutionStatus,
  endExecution,
} from './execution.ts';
import { createExecutionRunner, type RunnerDependencies } from './execution-runner.ts';
import type { ErrorObject, Operation } from './operation.ts';
import type { checkpointRequestSchema } from './operation-update.ts';
import { epochSeconds, statePage, toWireOperation } from './wire.ts';

/** The response to a checkpoint (Lambda API: CheckpointDurableExecution). */
export interface Checkpointed {
  CheckpointToken?: string;
  NewExecutionState: { Operations: object[] };
}

export interface StartRequest {
  /** 1 to 64 of `[a-zA-Z0-9-_]`, unique per function; generated when absent. */
  name?: string | undefined;
  functionName: string;
  qualifier: string;
  version: string;
  payload: string;
  timeoutMs: number;
}

/** The durable execution service; every change is durable before its call resolves. */
export interface DurableService {
  /** Loads the stored executions. */
  load(): Promise<void>;
  /** Resumes running executions; call once functions can reach the service. */
  resume(): Promise<void>;
  /**
   * Starts an execution, or returns the existing one with the same name and payload. Throws
   * DurableExecutionAlreadyStartedException if the name is in use with another payload.
   */
  start(request: StartRequest): Promise<Execution>;
  /**
   * Throws InvalidParameterValueException ("Invalid checkpoint token") for a void token. The response
   * names the next token, except for the checkpoint that ends the execution.
   */
  checkpoint(arn: string, request: z.infer<typeof checkpointRequestSchema>): Promise<Checkpointed>;
  state(arn: string, token: string, marker?: string, maxItems?: number): object;
  /** Voids the running invocation's token, as a newer invocation does. */
  voidToken(arn: string): void;
  complete(callbackId: string, completion: Completion): Promise<void>;
  heartbeat(callbackId: string): Promise<void>;
  /** Ends a running execution from outside; one that has already ended is left unchanged. */
  end(
    arn: string,
    status: Exclude<ExecutionStatus, 'RUNNING' | 'SUCCEEDED'>,
    error?: ErrorObject,
  ): Promise<Execution>;
  /** Throws ResourceNotFoundException. */
  get(arn: string): Execution;
  /** Oldest first. */
  list(): Execution[];
  /** Resolves when the execution has ended. */
  ended(execution: Execution): Promise<void>;
  stop(): void;
}

const NAME_PATTERN = /^[a-zA-Z0-9-_]{1,64}$/;

/** @param onStatus is called once for each execution that starts and once for each that ends */
export function createDurableService(
  dependencies: RunnerDependencies,
  onStatus: (execution: Execution) => void = () => undefined,
): DurableService {
  const { clock, store, newId } = dependencies;
  const runner = createExecutionRunner({
    ...dependencies,
    store: {
      load: store.load,
      async save(execution) {
        await store.save(execution);
        if (execution.status === 'RUNNING') return;
        if (!toldEnds.has(execution.arn)) {
          toldEnds.add(execution.arn);
          onStatus(execution);
        }
        for (const resolve of waiting.get(execution.arn) ?? []) resolve();
        waiting.delete(execution.arn);
      },
    },
  });
  const executions = new Map<string, Execution>();
  const toldEnds = new Set<string>();
  const byName = new Map<string, Execution>();
  const callbacks = new Map<string, { execution: Execution; operationId: string }>();
  const waiting = new Map<string, (() => void)[]>();

  function add(execution: Execution): void {
    executions.set(execution.arn, execution);
    byName.set(`${execution.functionName}/${execution.name}`, execution);
    addCallbacks(execution, execution.operations.keys());
  }

  function addCallbacks(execution: Execution, operationIds: Iterable<string>): void {
    for (const operationId of operationIds) {
      const callbackId = execution.operations.get(operationId)?.callbackId;
      if (callbackId !== undefined) callbacks.set(callbackId, { execution, operationId });
    }
  }

  function get(arn: string): Execution {
    const execution = executions.get(arn);
    if (execution !== undefined) return execution;
    throw new ServiceError('ResourceNotFoundException', `Durable execution not found: ${arn}`);
  }

  function getWithToken(arn: string, token: string): Execution {
    const execution = get(arn);
    if (execution.status === 'RUNNING' && execution.token === token) return execution;
    throw new ServiceError('InvalidParameterValueException', 'Invalid checkpoint token');
  }

  function getCallback(callbackId: string): { execution: Execution; operation: Operation } {
    const known = callbacks.get(callbackId);
    const operation = known?.execution.operations.get(known.operationId);
    if (known === undefined || operation === undefined) {
      throw new ServiceError('ResourceNotFoundException', 'The callback ID does not exist.');
    }
    return { execution: known.execution, operation };
  }

  function toNews(execution: Execution): Checkpointed {
    const changed = execution.lastChanged.flatMap((id) => execution.operations.get(id) ?? []);
    const Operations = changed.map((it) => toWireOperation(execution, it, epochSeconds));
    const NewExecutionState = { Operations };
    if (execution.status !== 'RUNNING') return { NewExecutionState };
    return { CheckpointToken: execution.token, NewExecutionState };
  }

  return {
    get,
    list: () => [...executions.values()],
    stop: runner.stop,
    async load() {
      for (const execution of await store.load()) add(execution);
    },
    async resume() {
      for (const execution of executions.values()) {
        if (execution.status !== 'RUNNING') continue;
        settleDue(execution, clock.now());
        await runner.commit(execution);
      }
    },
    async start({ name = newId(), payload, timeoutMs, ...target }) {
      if (!NAME_PATTERN.test(name)) {
        throw new ServiceError(
          'InvalidParameterValueException',
          'A durable execution name is 1 to 64 of [a-zA-Z0-9-_].',
        );
      }
      const existing = byName.get(`${target.functionName}/${name}`);
      if (existing?.input === payload) return existing;
      if (existing !== undefined) {
        throw new ServiceError(
          'DurableExecutionAlreadyStartedException',
          `A durable execution named ${name} was started with another payload.`,
        );
      }
      const nowMs = clock.now();
      const execution = createExecution({
        ...target,
        name,
        input: payload,
        nowMs,
        timeoutMs,
        newId,
      });
      add(execution);
      onStatus(execution);
      await runner.commit(execution);
      return execution;
    },
    async checkpoint(arn, { CheckpointToken, Updates, ClientToken }) {
      const known = get(arn);
      if (ClientToken !== undefined && ClientToken === known.lastClientToken) return toNews(known);
      const execution = getWithToken(arn, CheckpointToken);
      applyUpdates(execution, Updates, { nowMs: clock.now(), newCallbackId });
      addCallbacks(execution, execution.changed);
      execution.token = newId();
      execution.lastChanged = execution.changed;
      execution.changed = [];
      if (ClientToken !== undefined) execution.lastClientToken = ClientToken;
      const news = toNews(execution);
      await runner.commit(execution);
      return news;
    },
    state(arn, token, marker, maxItems) {
      return statePage(getWithToken(arn, token), epochSeconds, marker, maxItems);
    },
    voidToken(arn) {
      get(arn).token = newId();
    },
    async complete(callbackId, completion) {
      const { execution, operation } = getCallback(callbackId);
      completeCallback(execution, operation, completion, clock.now());
      await runner.commit(execution);
    },
    async heartbeat(callbackId) {
      const { execution, operation } = getCallback(callbackId);
      beatCallback(execution, operation, clock.now());
      await runner.commit(execution);
    },
    async end(arn, status, error) {
      const execution = get(arn);
      endExecution(execution, status, { error }, clock.now());
      await runner.commit(execution);
      return execution;
    },
    ended(execution) {
      if (execution.status !== 'RUNNING') return Promise.resolve();
      return new Promise((resolve) => {
        const others = waiting.get(execution.arn) ?? [];
        waiting.set(execution.arn, [...others, resolve]);
      });
    },
  };
}
