import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { expect } from 'vitest';
import { commandBody, signedEvent, signedHeaders, urlEvent } from './raw-delivery.ts';

/** A case of a table: what it is, what it is answered with, and its event at a time. */
export type RawCase<Expected> = [string, Expected, (nowMs: number) => unknown];

/** What the slack function answered to an event. Throws when it failed instead of answering. */
export async function answerTo(
  sandbox: Sandbox,
  eventAt: (nowMs: number) => unknown,
): Promise<unknown> {
  const result = await sandbox.hosts.slack.invoke(eventAt(sandbox.clock.now()));
  if (!result.ok) throw new Error(`The function failed: ${result.errorType}`);
  return result.payload;
}

/** No process has crashed, and no listener has run. */
export function expectNothingHappened(sandbox: Sandbox): void {
  expect(sandbox.hosts.slack.stats().crashes).toBe(0);
  expect(sandbox.slack.calls).toEqual([]);
}

/** A good command, signed at `signedMs`. */
export function commandSignedAt(signedMs: number): object {
  return signedEvent(commandBody(), { nowMs: signedMs });
}

/** A good command that lacks one of its headers. */
export function commandWithout(header: string, nowMs: number): object {
  const { [header]: _dropped, ...headers } = signedHeaders(commandBody(), { nowMs });
  return urlEvent({ headers, body: commandBody() });
}
