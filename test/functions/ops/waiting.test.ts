import { type After, whileWaiting } from '@doo-repush/functions/ops/waiting';
import { describe, expect, it } from 'vitest';
import { recorded } from './tool-process.ts';

/** A clock of which a test says when it strikes. */
function bell() {
  const acts: (() => void)[] = [];
  const delays: number[] = [];
  const after: After = (delayMs, act) => {
    delays.push(delayMs);
    acts.push(act);
    return () => void acts.splice(0);
  };
  return { after, delays, strike: () => acts.splice(0).forEach((act) => void act()) };
}

const run = async (isTerminal: boolean, slow: boolean, fails = false) => {
  const { after, delays, strike } = bell();
  const done = await recorded(async (output) => {
    const waited = whileWaiting(
      'Looking at AWS',
      { ...output, isTerminal },
      async () => {
        if (slow) strike();
        if (fails) throw new Error('no');
      },
      after,
    );
    const code = await waited.then(
      () => 0,
      () => 1,
    );
    strike();
    return code;
  });
  expect(delays).toEqual([2_000]);
  return done;
};

describe('what a run waits for', () => {
  it('is not said where it takes less than two seconds', async () => {
    expect((await run(true, false)).err).toBe('');
    expect((await run(false, false)).err).toBe('');
  });

  it('is said on a terminal in a line that goes away, also where the run fails', async () => {
    const shown = '\r\u001b[KLooking at AWS …\r\u001b[K';
    expect(await run(true, true)).toMatchObject({ code: 0, err: shown });
    expect(await run(true, true, true)).toMatchObject({ code: 1, err: shown });
  });

  it('is said elsewhere in a line of its own', async () => {
    expect((await run(false, true)).err).toBe('Looking at AWS …\n');
  });
});
