import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { expect } from 'vitest';
import { commandBody, signedEvent, signedHeaders, urlEvent } from './raw-delivery.ts';

/** A row of a table: its name, the expected response, and its event at a given time. */
export type RawCase<Expected> = [string, Expected, (nowMs: number) => unknown];

/** The slack function's response to an event. Throws if it failed. */
export async function answerTo(
  sandbox: Sandbox,
  eventAt: (nowMs: number) => unknown,
): Promise<unknown> {
  const result = await sandbox.hosts.slack.invoke(eventAt(sandbox.clock.now()));
  if (!result.ok) throw new Error(`The function failed: ${result.errorType}`);
  return result.payload;
}

/** Expects that no process crashed and no listener ran. */
export function expectNothingHappened(sandbox: Sandbox): void {
  expect(sandbox.hosts.slack.stats().crashes).toBe(0);
  expect(sandbox.slack.calls).toEqual([]);
}

/** A valid command, signed at `signedMs`. */
export function commandSignedAt(signedMs: number): object {
  return signedEvent(commandBody(), { nowMs: signedMs });
}

/** A valid command without one of its headers. */
export function commandWithout(header: string, nowMs: number): object {
  const { [header]: _dropped, ...headers } = signedHeaders(commandBody(), { nowMs });
  return urlEvent({ headers, body: commandBody() });
}
