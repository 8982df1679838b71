import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startLocalServer } from '@doo-repush/sandbox/aws/local-server';
import type { Violation } from '../../prove/frame/proof.ts';
import { type Fate, openDoor } from './door.ts';
import { startFrozen } from './frozen-function.ts';
import { installClient } from './install-client.ts';
import { createWatch } from './watch.ts';

/** What known misbehaviour was detected. */
interface Seen {
  readonly calls: readonly string[];
  readonly secondAnswer: boolean;
}

/** Runs functions known to misbehave, to prove that the checks detect it. */
export async function selfChecks(): Promise<{
  readonly checks: number;
  readonly violations: readonly Violation[];
}> {
  const leaves = await observe('leaves-work', { fate: 'kept', lingerMs: 2_000 });
  const stopped = await observe('leaves-work', { fate: 'kept', lingerMs: 0 });
  const forgets = await observe('keeps-connections', { fate: 'forgotten', lingerMs: 0 });
  const keeps = await observe('keeps-connections', { fate: 'kept', lingerMs: 0 });
  const checks: readonly (readonly [string, boolean])[] = [
    ['work after an answer is seen', leaves.calls.includes('it called a peer after its answer')],
    ['a stopped process does nothing', stopped.calls.length === 0],
    ['a kept connection that the peer has forgotten fails', !forgets.secondAnswer],
    ['a kept connection serves again', keeps.secondAnswer],
  ];
  const failed = checks.filter(([, isSo]) => !isSo);
  return {
    checks: checks.length,
    violations: failed.map(([what]) => ({
      promise: 'untrue',
      what: `not so in this lane: ${what}`,
      reproduce: 'test/runtime/fixtures',
    })),
  };
}

async function observe(
  fixture: string,
  { fate, lingerMs }: { fate: Fate; lingerMs: number },
): Promise<Seen> {
  const peer = await startLocalServer(() => new Response('{}'));
  const door = await openDoor();
  door.target = peer.url;
  const watch = createWatch([door]);
  const frozen = await startFrozen({
    clientPath: installClient(),
    bundlePath: fileURLToPath(new URL(`../fixtures/${fixture}/index.mjs`, import.meta.url)),
    env: { PEER_URL: door.origin },
    lingerMs,
    answered: watch.answered,
    sleeps: watch.sleeps,
  });
  try {
    await frozen.invoke({});
    await frozen.asleep();
    await pause(100);
    watch.wakes();
    door.meet(fate);
    const { ok } = await frozen.invoke({});
    return { calls: watch.faults(), secondAnswer: ok };
  } finally {
    await frozen.stop();
    await door.close();
    await peer.close();
  }
}
