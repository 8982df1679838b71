import { embeddedMetric } from './metrics.ts';

/** Fields of a log line: never a payload, a token or a message text. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Writes one JSON object per line. Every line names an `event`, in the past tense. Lambda adds a
 * `timestamp` to lines that have none (AWS docs: JSON log formats).
 */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** Derives a log that adds `fields` to every line. */
  with(fields: LogFields): Log;
}

export interface LogOptions {
  /** The name of the function, under which CloudWatch counts its metrics; without it none are counted. */
  readonly functionName?: string | undefined;
  /** Fields of every line. */
  readonly bound?: LogFields;
}

/**
 * @param write receives each finished line, without a line break
 * @param now milliseconds since the epoch
 */
export function createLog(
  write: (line: string) => void,
  now: () => number,
  { functionName, bound = {} }: LogOptions = {},
): Log {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      const atMs = now();
      write(
        JSON.stringify({
          timestamp: new Date(atMs).toISOString(),
          level,
          event,
          ...bound,
          ...fields,
          ...(functionName !== undefined && embeddedMetric(event, functionName, atMs)),
        }),
      );
    };
  return {
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => createLog(write, now, { functionName, bound: { ...bound, ...fields } }),
  };
}

/**
 * The class name of an error. Unlike its message, which may quote a peer or a person, it is safe to log.
 */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? `${error.name}/${code}` : error.name;
}
