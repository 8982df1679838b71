import type { Execution } from '../durable/execution.ts';
import { functionArn } from '../functions/function-environment.ts';
import type { InvocationResult } from '../functions/function-host.ts';
import { ServiceError } from '../service-error.ts';
import type { ResolvedFunction } from './function-registry.ts';
import type { ApiCall, ApiRoute, HandlerDependencies } from './route.ts';

/** AWS docs: Lambda quotas, payload of an asynchronous invocation. */
const MAX_ASYNC_PAYLOAD_BYTES = 1024 * 1024;

/** Invoke: starts a durable execution, queues an event, or runs the function and returns its result. */
export function createInvokeRoute(dependencies: HandlerDependencies): ApiRoute {
  const { durable, registry, activity, asyncInvoker, report, deliversTwice } = dependencies;

  async function startExecution(
    target: ResolvedFunction,
    timeoutMs: number,
    call: ApiCall,
    payload: string,
  ): Promise<Execution> {
    if (!target.qualified) {
      throw new ServiceError(
        'InvalidParameterValueException',
        'You cannot invoke a durable function using an unqualified ARN.',
      );
    }
    const { name: functionName, qualifier, version } = target;
    const name = call.headers.get('x-amz-durable-execution-name') ?? undefined;
    return durable.start({ name, functionName, qualifier, version, payload, timeoutMs });
  }

  async function invokeDurable(
    target: ResolvedFunction,
    timeoutMs: number,
    call: ApiCall,
    payload: string,
  ): Promise<Response> {
    const isAsync = isEvent(call);
    const execution = await startExecution(target, timeoutMs, call, payload);
    if (isAsync && deliversTwice()) await startExecution(target, timeoutMs, call, payload);
    const headers = { 'x-amz-durable-execution-arn': execution.arn };
    if (isAsync) return new Response(null, { status: 202, headers });
    await durable.ended(execution);
    const { version, status, result, error } = execution;
    const failed = status !== 'SUCCEEDED';
    const body = failed
      ? JSON.stringify({ errorType: error?.ErrorType, errorMessage: error?.ErrorMessage })
      : (result ?? 'null');
    return answer(body, version, failed, headers);
  }

  async function run(
    target: ResolvedFunction,
    event: unknown,
    kind: 'sync' | 'async',
    attempt: number,
  ): Promise<InvocationResult> {
    const { name: functionName, host, qualifier, qualified } = target;
    const result = await host.invoke(event, {
      invokedFunctionArn: functionArn(functionName, qualified ? qualifier : undefined),
    });
    report({ functionName, kind, attempt, result });
    return result;
  }

  return {
    operation: 'Invoke',
    method: 'POST',
    path: /^\/2015-03-31\/functions\/([^/]+)\/invocations$/,
    async act(call) {
      const target = registry.resolve(call.label, call.query.get('Qualifier') ?? undefined);
      const payload = Buffer.from(call.body).toString('utf8') || '{}';
      if (isEvent(call) && call.body.byteLength > MAX_ASYNC_PAYLOAD_BYTES) {
        const message = `${call.body.byteLength} byte payload is too large for the Event invocation type (limit ${MAX_ASYNC_PAYLOAD_BYTES} bytes)`;
        throw new ServiceError('RequestTooLargeException', message);
      }
      const event = parseEvent(payload);
      if (target.durable !== undefined) {
        return invokeDurable(target, target.durable.executionTimeoutMs, call, payload);
      }
      if (isEvent(call)) {
        const times = deliversTwice() ? 2 : 1;
        for (let delivery = 0; delivery < times; delivery += 1) {
          asyncInvoker.invoke((attempt) => run(target, event, 'async', attempt));
        }
        return new Response(null, { status: 202 });
      }
      const result = await activity.run(() => run(target, event, 'sync', 1));
      const body = result.ok
        ? result.payload
        : { errorType: result.errorType, errorMessage: result.errorMessage };
      return answer(JSON.stringify(body), target.version, !result.ok, {});
    },
  };
}

function isEvent(call: ApiCall): boolean {
  return call.headers.get('x-amz-invocation-type') === 'Event';
}

function parseEvent(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ServiceError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${detail}`,
    );
  }
}

function answer(
  body: string,
  version: string,
  failed: boolean,
  headers: Record<string, string>,
): Response {
  const error: Record<string, string> = failed ? { 'x-amz-function-error': 'Unhandled' } : {};
  return new Response(body, {
    headers: {
      'content-type': 'application/json',
      'x-amz-executed-version': version,
      ...error,
      ...headers,
    },
  });
}
