import type { Sandbox } from '@doo-repush/sandbox/sandbox';

/** The functions' log lines, parsed. Throws for a line that is not JSON. */
export function logEntries(sandbox: Sandbox): Record<string, unknown>[] {
  return sandbox.logs.map(({ line }) => JSON.parse(line));
}

/** The log lines of one event. */
export function logged(sandbox: Sandbox, event: string): Record<string, unknown>[] {
  return logEntries(sandbox).filter((entry) => entry.event === event);
}

/** The reference in a message that a person was shown. Throws if there is none. */
export function referenceIn(words: string | undefined): string {
  const [, reference] = /Ref ([0-9A-F]{6})$/.exec(words ?? '') ?? [];
  if (reference === undefined) throw new Error(`No reference in: ${words}`);
  return reference;
}
