import * as z from 'zod';
import { createFaults, type Faults } from '../faults.ts';
import { type LocalServer, startLocalServer } from '../local-server.ts';
import { ServiceError, toJsonRpcError } from '../service-error.ts';
import { readFilterPattern } from './filter-pattern.ts';

/** A local CloudWatch Logs, limited to searching lines. */
export interface CloudWatchLogs {
  /** The endpoint for AWS_ENDPOINT_URL_CLOUDWATCH_LOGS; known once started. */
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Creates a log group, as a deployment does. */
  create(group: string): void;
  /** Writes a line as a function does. @param atMs milliseconds since the epoch */
  write(group: string, line: string, atMs: number): void;
  readonly faults: Faults;
  /** How many searches were made. */
  calls(): number;
}

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

const requestSchema = z.looseObject({
  logGroupName: z.string(),
  filterPattern: z.string().default(''),
  startTime: z.number().default(0),
  endTime: z.number().default(Number.MAX_SAFE_INTEGER),
  limit: z.number().int().min(1).max(10_000).default(10_000),
  nextToken: z.string().optional(),
});

/** @param scannedAtOnce how many lines one call scans, matching or not */
export function createCloudWatchLogs({
  port = 0,
  scannedAtOnce = 1_000,
}: {
  readonly port?: number;
  readonly scannedAtOnce?: number;
} = {}): CloudWatchLogs {
  const groups = new Map<string, LogEvent[]>();
  const faults = createFaults('logs');
  let calls = 0;
  let server: LocalServer | undefined;

  function filterLogEvents(body: unknown): object {
    const { data } = requestSchema.safeParse(body);
    if (data === undefined)
      throw new ServiceError('InvalidParameterException', 'The request is not valid.');
    const { logGroupName, filterPattern, startTime, endTime, limit, nextToken } = data;
    const events = groups.get(logGroupName);
    if (events === undefined)
      throw new ServiceError(
        'ResourceNotFoundException',
        'The specified log group does not exist.',
        400,
      );
    const matches = filterPattern === '' ? () => true : readFilterPattern(filterPattern);
    const inTime = events.filter(({ timestamp: at }) => at >= startTime && at <= endTime);
    const start = nextToken === undefined ? 0 : Number(nextToken);
    const end = start + Math.min(limit, scannedAtOnce);
    const found = inTime.slice(start, end).filter(({ message }) => matches(parsed(message)));
    return {
      events: found.map((event) => ({ ...event, logStreamName: 'stream', eventId: '0' })),
      searchedLogStreams: [],
      ...(end < inTime.length && { nextToken: String(end) }),
    };
  }

  return {
    faults,
    get url() {
      if (server === undefined) throw new Error('The CloudWatch Logs peer has not been started');
      return server.url;
    },
    async start() {
      server = await startLocalServer(async (request, connection) => {
        const operation = (request.headers.get('x-amz-target') ?? '').replace(/^.*\./, '');
        try {
          const body: unknown = await request.json();
          calls += 1;
          return await faults.apply(operation, connection, async () => {
            if (operation !== 'FilterLogEvents')
              throw new ServiceError('InvalidParameterException', 'Only FilterLogEvents is here.');
            const headers = { 'content-type': 'application/x-amz-json-1.1' };
            return new Response(JSON.stringify(filterLogEvents(body)), { headers });
          });
        } catch (error) {
          if (error instanceof ServiceError) return toJsonRpcError(error);
          throw error;
        }
      }, port);
    },
    async stop() {
      await server?.close();
    },
    create: (group) => void groups.set(group, groups.get(group) ?? []),
    write(group, message, timestamp) {
      const events = groups.get(group) ?? [];
      groups.set(
        group,
        [...events, { timestamp, message }].toSorted((a, b) => a.timestamp - b.timestamp),
      );
    },
    calls: () => calls,
  };
}

function parsed(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
