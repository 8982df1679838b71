import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cards, click } from '@doo-repush/sandbox/driver';
import type { Sandbox, SandboxOptions } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { acmeOrders } from '../../support/product.ts';
import { hasButtons, stateOf, submitted } from '../../support/requests.ts';
import type { Violation } from '../frame/proof.ts';

export interface Resumed {
  readonly requests: number;
  readonly resumeSeconds: number;
  readonly violations: readonly Violation[];
}

type Start = (options: Partial<SandboxOptions>) => Promise<Sandbox>;

/** Makes this many requests, restarts everything while they are pending, and decides them all. */
export async function decideAfterRestart(requests: number, start: Start): Promise<Resumed> {
  const stateDir = await mkdtemp(join(tmpdir(), 'restart-'));
  const options = { stateDir, dooLimits: { perSecond: null, perDay: null } };
  const before = await start(options);
  // Each is for a different event, of which doo knows the first: a second request for the same event would
  // require another approval.
  for (let number = 0; number < requests; number++)
    await submitted(before, {}, people.requester, (body) =>
      body.replaceAll(acmeOrders.eventIds, String(900_000 + number)),
    );
  const waiting = cards(before).filter(hasButtons).length;
  await before.stop();

  const after = await start(options);
  const startMs = performance.now();
  for (const card of cards(after)) await click(after, people.approver, card, 'approve');
  await after.lambda.idle();
  const resumeSeconds = (performance.now() - startMs) / 1000;
  const states = cards(after).map((card) => stateOf(card));
  const ended = states.filter((state) => state === 'accepted' || state === 'refused').length;
  const calls = after.doo.initCalls().length;
  await after.stop();
  await rm(stateDir, { recursive: true, force: true });

  const violation = (promise: Violation['promise'], what: string): Violation => ({
    promise,
    what,
    reproduce: `${requests} requests over a restart`,
  });
  return {
    requests,
    resumeSeconds,
    violations: [
      ...(waiting === requests ? [] : [violation('lost', `${waiting} of ${requests} waited`)]),
      ...(ended === requests ? [] : [violation('lost', `${ended} of ${requests} ended`)]),
      ...(calls > requests ? [violation('sentTwice', `${calls} calls for ${requests}`)] : []),
      ...(calls < requests ? [violation('untrue', `${calls} calls for ${requests}`)] : []),
    ],
  };
}
