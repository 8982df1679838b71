import type { ExpectedLog } from '../requirement.ts';
import { type Bindings, substitute } from './bindings.ts';
import { parsed } from './parsed.ts';

/** Whether as many lines of a log have all the fields as a requirement asks for. */
export function logDifferences(
  { match, count }: ExpectedLog,
  lines: readonly string[],
  bindings: Bindings,
): string[] {
  const fields = Object.entries(match).map(
    ([field, text]) => [field, String(substitute(text, bindings))] as const,
  );
  const matching = lines.filter((line) => {
    const record = recordOf(line);
    return fields.every(([field, text]) => isFound(text, record[field]));
  });
  if (matching.length === count) return [];
  const asked = fields.map(([field, text]) => `${field} ${text}`).join(', ');
  return [`${matching.length} log lines have ${asked}, not ${count}`];
}

function isFound(text: string, value: unknown): boolean {
  if (value === undefined) return false;
  const actual = typeof value === 'string' ? value : JSON.stringify(value);
  const pattern = /^\/(.+)\/$/s.exec(text)?.[1];
  return pattern === undefined ? actual === text : new RegExp(pattern).test(actual);
}

/** A line of a structured log by its fields; any other line is a message. */
function recordOf(line: string): Readonly<Record<string, unknown>> {
  const value = line.startsWith('{') ? parsed(line) : undefined;
  return typeof value === 'object' && value !== null ? { ...value } : { message: line };
}
