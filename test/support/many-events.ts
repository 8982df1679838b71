import { cards, click, stateOf, until } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { ask, factsOf, now } from './requests.ts';

/** Events unknown to doo, except for three of the first request; no two requests share one. */
export function eventIdsOf(request: number, count: number): string[] {
  const known = request === 0 ? ['41231', '41232', '41233'] : [];
  const unknown = Array.from(
    { length: count - known.length },
    (_, index) => 900_000 + request * 100 + index,
  );
  return [...known, ...unknown.map(String)];
}

/** Makes requests with `events` events each; all are pending afterwards. */
export async function askForMany(
  sandbox: Sandbox,
  { requests, events }: { readonly requests: number; readonly events: number },
): Promise<readonly Message[]> {
  const waiting: Message[] = [];
  for (let request = 0; request < requests; request++)
    waiting.push(await askAgainIfLate(sandbox, eventIdsOf(request, events).join(' ')));
  return waiting;
}

/** A busy machine may not open a form within Slack's three seconds, which is not the subject here. */
async function askAgainIfLate(sandbox: Sandbox, eventIds: string): Promise<Message> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask(sandbox, { eventIds });
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

/** Approves all of them simultaneously, and waits until none is being sent any more. */
export async function sendAtOnce(
  sandbox: Sandbox,
  waiting: readonly Message[],
  timeoutMs: number,
): Promise<readonly Message[]> {
  await Promise.all(waiting.map((card) => click(sandbox, people.approver, card, 'approve')));
  const isDone = (card: Message) => !['waiting', 'sending'].includes(stateOf(card) ?? '');
  await until(
    'all requests to end',
    () => (waiting.every((card) => isDone(now(sandbox, card))) ? true : undefined),
    timeoutMs,
  );
  return waiting.map((card) => now(sandbox, card));
}

/** Faults in the calls that doo accepted: events lost, repeated, or without a clear outcome. */
export function wrongWith(sandbox: Sandbox, ended: readonly Message[]): string[] {
  const taken = new Map<string, number>();
  for (const { body, status } of sandbox.doo.initCalls()) {
    const id = String(Reflect.get(Object(body), 'event_id'));
    if (status !== 429) taken.set(id, (taken.get(id) ?? 0) + 1);
  }
  const wanted = new Map<string, number>();
  for (const card of ended)
    for (const id of String(factsOf(card).event_ids).split(' '))
      wanted.set(id, (wanted.get(id) ?? 0) + 1);
  const unlike = [...wanted].filter(([id, count]) => taken.get(id) !== count);
  const unclear = ended.filter((card) => /[nu]/.test(String(factsOf(card).outcomes)));
  return [
    ...unlike.map(([id, count]) => `event ${id}: ${taken.get(id) ?? 0} calls instead of ${count}`),
    ...unclear.map((card) => `${factsOf(card).reference}: ${factsOf(card).outcomes}`),
    ...(cards(sandbox).length === ended.length ? [] : ['another number of cards']),
  ];
}
