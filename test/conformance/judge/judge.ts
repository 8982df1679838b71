import { isDeepStrictEqual } from 'node:util';
import type { ExpectedEvent, ExpectedResult, Requirement } from '../requirement.ts';
import { type Bindings, substitute } from './bindings.ts';
import { logDifferences } from './logs.ts';
import { parsed } from './parsed.ts';
import { shown, valueDifferences } from './value.ts';

/** An event of GetDurableExecutionHistory. */
export interface HistoryEvent {
  readonly EventId?: number | undefined;
  readonly EventType?: string | undefined;
}

/** What is known of an execution when it is judged. */
export interface Played {
  readonly events: readonly HistoryEvent[];
  readonly status: string | undefined;
  /** The result of the execution as it returned it. */
  readonly result: string | undefined;
  /** The lines that the function wrote about this execution. */
  readonly logLines: readonly string[];
}

/** Every way in which an execution is not what its requirement asks; binds names on the way. */
export function differences(
  requirement: Requirement,
  played: Played,
  bindings: Bindings,
): string[] {
  const { ExpectedExecutionHistory, ExpectedResult, ExpectedLogs } = requirement;
  const mayEnd = ExpectedResult !== undefined;
  return [
    ...historyDifferences(ExpectedExecutionHistory, played.events, mayEnd, bindings),
    ...(ExpectedResult === undefined ? [] : resultDifferences(ExpectedResult, played, bindings)),
    ...ExpectedLogs.flatMap((log) => logDifferences(log, played.logLines, bindings)),
  ];
}

/**
 * Compares event by event. A requirement leaves out the start of the execution and may leave out its
 * end; any other event that it does not name is a difference, also where AWS's own runner looks away.
 */
function historyDifferences(
  expected: readonly ExpectedEvent[],
  actual: readonly HistoryEvent[],
  mayEnd: boolean,
  bindings: Bindings,
): string[] {
  const byId = new Map(actual.map((event) => [event.EventId, event]));
  const found = expected.flatMap((event) => {
    const path = `event ${event.EventId}`;
    const match = byId.get(event.EventId);
    if (match === undefined) return [`${path} is missing, not ${event.EventType}`];
    return valueDifferences(event, match, bindings, path);
  });
  const named = new Set(expected.map(({ EventId }) => EventId));
  const unnamed = actual.filter((event, index) => {
    const isStart = index === 0 && event.EventType === 'ExecutionStarted';
    const isEnd = index === actual.length - 1 && /^Execution/.test(event.EventType ?? '');
    return !named.has(event.EventId ?? 0) && !isStart && !(mayEnd && isEnd);
  });
  return [
    ...found,
    ...unnamed.map(({ EventId, EventType }) => `event ${EventId} is ${EventType}, not expected`),
  ];
}

function resultDifferences(
  expected: ExpectedResult,
  { status, result }: Played,
  bindings: Bindings,
): string[] {
  if (status !== expected.ExecutionStatus) {
    return [`the execution is ${status}, not ${expected.ExecutionStatus}`];
  }
  if (status !== 'SUCCEEDED' || !('Result' in expected)) return [];
  const actual = parsed(result);
  const wanted = substitute(expected.Result, bindings);
  return isDeepStrictEqual(actual, wanted)
    ? []
    : [`the result is ${shown(actual)}, not ${shown(wanted)}`];
}
