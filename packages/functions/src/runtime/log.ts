/** A field of a log line: never a payload, a token or a message text. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Writes one JSON object a line. Every line names an `event`, in the past tense. Lambda adds a
 * `timestamp` of its own to a line that has none (AWS docs: JSON log formats).
 */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A log whose lines all carry `fields`. */
  with(fields: LogFields): Log;
}

/**
 * @param write gets each finished line, without a line end
 * @param now milliseconds since the epoch
 */
export function createLog(
  write: (line: string) => void,
  now: () => number,
  bound: LogFields = {},
): Log {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      write(
        JSON.stringify({
          timestamp: new Date(now()).toISOString(),
          level,
          event,
          ...bound,
          ...fields,
        }),
      );
  return {
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => createLog(write, now, { ...bound, ...fields }),
  };
}

/** The class name of an error, safe to log: messages may hold what a peer or a person wrote. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? `${error.name}/${code}` : error.name;
}
