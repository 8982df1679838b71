import { click, until } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { ask, initCallsSince, now } from './requests.ts';

/** Events of a request that takes a while to send: three that doo knows, three that it does not. */
export const IDS = ['41231', '41232', '41233', '900001', '900002', '900003'];
/** How long doo takes for a call by the sandbox's clock: it responds only when a test advances time. */
const CALL_MS = 1_000;

/** An approved request for six events, while doo is processing the call of this number. */
export async function whileSending(sandbox: Sandbox, call: number): Promise<Message> {
  const waiting = await ask(sandbox, { eventIds: IDS.join(' ') });
  await sandbox.doo.faults.set('init', { kind: 'slow', delayMs: CALL_MS });
  await click(sandbox, people.approver, waiting, 'approve');
  await untilCall(sandbox, waiting, 1);
  for (let next = 2; next <= call; next++) await answerCall(sandbox, waiting, next);
  return now(sandbox, waiting);
}

/** Lets doo answer the current call, and waits for the one of this number. */
export async function answerCall(
  sandbox: Sandbox,
  card: Message,
  next: number,
  afterMs = CALL_MS,
): Promise<void> {
  sandbox.clock.advance(afterMs);
  await untilCall(sandbox, card, next);
}

/** Lets doo answer the current call, and every later one immediately. */
export async function answerAll(sandbox: Sandbox): Promise<void> {
  await sandbox.doo.faults.clear('init');
  sandbox.clock.advance(CALL_MS);
}

/** The events that doo was called for, one per call. */
export function askedFor(sandbox: Sandbox, card: Message): string[] {
  return initCallsSince(sandbox, card).map(({ body }) =>
    String(Reflect.get(Object(body), 'event_id')),
  );
}

async function untilCall(sandbox: Sandbox, card: Message, call: number): Promise<void> {
  await until(`call ${call}`, () => (askedFor(sandbox, card).length >= call ? true : undefined));
}
