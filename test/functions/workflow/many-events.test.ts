import { describe, expect, it } from 'vitest';
import { askForMany, sendAtOnce, wrongWith } from '../../support/many-events.ts';
import { startProduct } from '../../support/product.ts';
import { stateOf } from '../../support/requests.ts';

describe('many events', () => {
  it('are all sent once and within doo’s limit, even of five requests approved at the same moment', async () => {
    const sandbox = await startProduct({
      dooLimits: { perSecond: 5 },
      maxProcesses: { slack: 1 },
      settings: { DOO_CALL_INTERVAL_MS: '200' },
    });
    const waiting = await askForMany(sandbox, { requests: 5, events: 5 });
    // Waits for capacity take seconds and more; this lets them pass.
    const moving = setInterval(() => sandbox.clock.advance(2_000), 500);
    try {
      const ended = await sendAtOnce(sandbox, waiting, 45_000);
      expect(wrongWith(sandbox, ended)).toEqual([]);
      const others = Array(4).fill('refused');
      expect(ended.map(stateOf)).toEqual(['partly_accepted', ...others]);
      expect(sandbox.doo.initCalls().some(({ status }) => status === 429)).toBe(true);
    } finally {
      clearInterval(moving);
    }
  }, 60_000);
});
