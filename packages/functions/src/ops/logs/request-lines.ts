import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { logGroupOf, type Names } from '../../runtime/installation-names.ts';
import { awsTrouble } from '../aws-trouble.ts';
import { type FoundLine, findLines } from './find-lines.ts';

/** A line of a request, and which function wrote it. */
export interface RequestLine extends FoundLine {
  readonly of: Part;
}

export type Part = keyof Names['functions'];

/** What the log groups of an installation say about one request. */
export interface RequestLines {
  /** In the order in which they were written. */
  readonly lines: readonly RequestLine[];
  /** The log groups that were read to the end. */
  readonly read: readonly string[];
  /** A sentence for each log group of which lines may be missing. */
  readonly troubles: readonly string[];
}

const MOST_PAGES = 50;
/** A name of an execution, which may stand in a filter pattern. */
const EXECUTION = /^[\w-]{1,64}$/;
/** One reference is that of one execution, but for six digits that fall together. */
const MOST_EXECUTIONS = 5;

/**
 * The lines that carry a request's reference, and those that name its execution alone, of all functions.
 * Never rejects.
 */
export async function requestLines(
  logs: CloudWatchLogsClient,
  names: Names,
  { reference, sinceMs }: { readonly reference: string; readonly sinceMs: number },
): Promise<RequestLines> {
  const troubles = new Map<string, string>();
  const search = async (pattern: string) => {
    const parts = Object.entries(names.functions) as [Part, string][];
    const found = await Promise.all(
      parts.map(async ([of, name]): Promise<RequestLine[]> => {
        const group = logGroupOf(name);
        try {
          const { lines, isCut } = await findLines(logs, {
            group,
            pattern,
            sinceMs,
            mostPages: MOST_PAGES,
          });
          if (isCut)
            troubles.set(
              group,
              `${group}: there is more than was looked at; give a shorter --since`,
            );
          return lines.map((line) => ({ ...line, of }));
        } catch (error) {
          troubles.set(group, `${group}: ${whyUnread(error)}`);
          return [];
        }
      }),
    );
    return found.flat();
  };
  const named = await search(`{ $.reference = "${reference}" }`);
  const executions = [...new Set(named.map(({ fields }) => fields.execution))]
    .filter((name) => typeof name === 'string')
    .filter((name) => EXECUTION.test(name))
    .slice(0, MOST_EXECUTIONS);
  const others =
    executions.length === 0
      ? []
      : await search(`{ ${executions.map((name) => `$.execution = "${name}"`).join(' || ')} }`);
  return {
    lines: inOrder([...named, ...others.filter((line) => !isAmong(named, line))]),
    read: Object.values(names.functions)
      .map(logGroupOf)
      .filter((group) => !troubles.has(group)),
    troubles: [...troubles.values()],
  };
}

function whyUnread(error: unknown): string {
  const { kind, detail, fix } = awsTrouble(error);
  return kind === 'absent'
    ? 'there is no such log group: nothing has run, or the stage is another one'
    : `${detail}. ${fix}`;
}

function isAmong(lines: readonly RequestLine[], { of, atMs, fields }: RequestLine): boolean {
  const text = JSON.stringify(fields);
  return lines.some(
    (line) => line.of === of && line.atMs === atMs && JSON.stringify(line.fields) === text,
  );
}

/** AWS takes a line's own time where it has one; within a millisecond the order of arrival stays. */
function inOrder(lines: readonly RequestLine[]): RequestLine[] {
  return lines.toSorted((a, b) => a.atMs - b.atMs);
}
