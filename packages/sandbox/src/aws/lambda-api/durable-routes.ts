import * as z from 'zod';
import { executionStatusSchema } from '../durable/execution.ts';
import { errorObjectSchema } from '../durable/operation.ts';
import { checkpointRequestSchema } from '../durable/operation-update.ts';
import {
  epochSeconds,
  historyPage,
  paginate,
  toWireExecution,
  toWireSummary,
} from '../durable/wire.ts';
import { ServiceError } from '../service-error.ts';
import type { ApiCall, ApiRoute, HandlerDependencies } from './route.ts';

const EXECUTIONS = '/2025-12-01/durable-executions';
const CALLBACKS = '/2025-12-01/durable-execution-callbacks';

/** The operations of the durable execution API (Lambda API, 2025-12-01). */
export function createDurableRoutes({
  durable,
  registry,
}: Pick<HandlerDependencies, 'durable' | 'registry'>): ApiRoute[] {
  return [
    route(
      'CheckpointDurableExecution',
      'POST',
      `${EXECUTIONS}/([^/]+)/checkpoint`,
      async (call, fault) => {
        const request = parseBody(checkpointRequestSchema, call);
        if (fault === 'stale_token') durable.voidToken(call.label);
        const news = await durable.checkpoint(call.label, request);
        if (fault === 'no_token') delete news.CheckpointToken;
        return Response.json(news);
      },
    ),
    route('GetDurableExecutionState', 'GET', `${EXECUTIONS}/([^/]+)/state`, async (call, fault) => {
      if (fault === 'stale_token') durable.voidToken(call.label);
      const token = call.query.get('CheckpointToken') ?? '';
      const { marker, maxItems } = paging(call.query);
      return Response.json(durable.state(call.label, token, marker, maxItems));
    }),
    route('GetDurableExecutionHistory', 'GET', `${EXECUTIONS}/([^/]+)/history`, async (call) => {
      const includeData = call.query.get('IncludeExecutionData') === 'true';
      const reverse = call.query.get('ReverseOrder') === 'true';
      const options = { includeData, reverse, ...paging(call.query) };
      return Response.json(historyPage(durable.get(call.label), options));
    }),
    route('GetDurableExecution', 'GET', `${EXECUTIONS}/([^/]+)`, async (call) => {
      const includeData = call.query.get('IncludeExecutionData') !== 'false';
      return Response.json(toWireExecution(durable.get(call.label), includeData));
    }),
    route('StopDurableExecution', 'POST', `${EXECUTIONS}/([^/]+)/stop`, async (call) => {
      const error = parseBody(errorObjectSchema, call);
      const stopped = await durable.end(call.label, 'STOPPED', error);
      return Response.json({ StopTimestamp: epochSeconds(stopped.endMs ?? stopped.startMs) });
    }),
    route(
      'ListDurableExecutionsByFunction',
      'GET',
      '/2025-12-01/functions/([^/]+)/durable-executions',
      async ({ label, query }) => {
        const { name, qualified, qualifier } = registry.resolve(
          label,
          query.get('Qualifier') ?? undefined,
        );
        const matches = createFilter(query);
        const found = durable
          .list()
          .filter((it) => it.functionName === name && (!qualified || it.qualifier === qualifier))
          .filter(matches);
        if (query.get('ReverseOrder') === 'true') found.reverse();
        const { marker, maxItems } = paging(query);
        const { items, nextMarker } = paginate(found, marker, maxItems);
        const DurableExecutions = items.map(toWireSummary);
        return Response.json({ DurableExecutions, NextMarker: nextMarker });
      },
    ),
    route(
      'SendDurableExecutionCallbackSuccess',
      'POST',
      `${CALLBACKS}/([^/]+)/succeed`,
      async (call) => {
        const result = call.body.byteLength === 0 ? undefined : Buffer.from(call.body).toString();
        await durable.complete(call.label, { status: 'SUCCEEDED', result });
        return Response.json({});
      },
    ),
    route(
      'SendDurableExecutionCallbackFailure',
      'POST',
      `${CALLBACKS}/([^/]+)/fail`,
      async (call) => {
        const error = parseBody(errorObjectSchema, call);
        await durable.complete(call.label, { status: 'FAILED', error });
        return Response.json({});
      },
    ),
    route(
      'SendDurableExecutionCallbackHeartbeat',
      'POST',
      `${CALLBACKS}/([^/]+)/heartbeat`,
      async (call) => {
        await durable.heartbeat(call.label);
        return Response.json({});
      },
    ),
  ];
}

function route(operation: string, method: string, path: string, act: ApiRoute['act']): ApiRoute {
  return { operation, method, path: new RegExp(`^${path}$`), act };
}

function parseBody<T>(schema: z.ZodType<T>, call: ApiCall): T {
  const text = Buffer.from(call.body).toString('utf8') || '{}';
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new ServiceError('InvalidParameterValueException', z.prettifyError(parsed.error));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ServiceError('InvalidRequestContentException', detail);
  }
}

function paging(query: URLSearchParams): { marker?: string; maxItems?: number } {
  const marker = query.get('Marker');
  const maxItems = query.get('MaxItems');
  return {
    ...(marker === null ? {} : { marker }),
    ...(maxItems === null ? {} : { maxItems: Number(maxItems) }),
  };
}

function createFilter(
  query: URLSearchParams,
): (execution: { name: string; status: string; startMs: number }) => boolean {
  const name = query.get('DurableExecutionName');
  const statuses = z.array(executionStatusSchema).safeParse(query.getAll('Statuses'));
  if (!statuses.success) {
    throw new ServiceError('InvalidParameterValueException', z.prettifyError(statuses.error));
  }
  const after = Date.parse(query.get('StartedAfter') ?? '');
  const before = Date.parse(query.get('StartedBefore') ?? '');
  return (execution) =>
    (name === null || execution.name === name) &&
    (statuses.data.length === 0 || statuses.data.some((status) => status === execution.status)) &&
    (Number.isNaN(after) || execution.startMs > after) &&
    (Number.isNaN(before) || execution.startMs < before);
}
