import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { askForMany, sendAtOnce, wrongWith } from '../support/many-events.ts';
import type { Proof, Violation } from './frame/proof.ts';

/** doo's own rate limit, with a doo that responds in less than half a second. */
const INTERVAL_MS = 1_000;
const CALL_MS = 450;
const MOST_RATIO = 1.1;
const MOST_OTHER_CALLS = 8;
/** The configurations are read again before the first call. */
const READINGS = 1;

/** Many calls at the rate that doo allows, and several requests that share it without a lock. */
export const proof: Proof = {
  title: 'many events in the real pace, and five requests at one moment',
  limitMs: { quick: 120_000, whole: 1_500_000 },
  async run({ quick, startProduct }) {
    const realPace = {
      dooLimits: { perSecond: 1 },
      settings: { DOO_CALL_INTERVAL_MS: String(INTERVAL_MS) },
    };
    const one = await startProduct(realPace);
    const events = quick ? 10 : 40;
    const paced = await pacedWell(one, events);
    await one.stop();
    if (quick) return { counts: { events }, violations: paced.violations, notes: [paced.note] };

    const five = await startProduct(realPace);
    const waiting = await askForMany(five, { requests: 5, events: 10 });
    const startMs = performance.now();
    const ended = await sendAtOnce(five, waiting, 1_200_000);
    const seconds = ((performance.now() - startMs) / 1000).toFixed(0);
    const wrong = wrongWith(five, ended).map((what) => violation(what, '5 requests of 10 events'));
    return {
      counts: { events: events + 50 },
      violations: [...paced.violations, ...wrong],
      notes: [paced.note, `5 requests of 10 events at one moment: ${seconds} s`],
    };
  },
};

async function pacedWell(
  sandbox: Sandbox,
  events: number,
): Promise<{ note: string; violations: Violation[] }> {
  const waiting = await askForMany(sandbox, { requests: 1, events });
  await sandbox.doo.faults.set('init', { kind: 'slow', delayMs: CALL_MS });
  const startMs = performance.now();
  const ended = await sendAtOnce(sandbox, waiting, events * INTERVAL_MS * 3);
  const ratio = (performance.now() - startMs) / ((events + READINGS) * INTERVAL_MS);
  const inits = sandbox.doo.initCalls().length;
  const others = sandbox.doo.calls.length - inits;
  const what = `${events} events took ${ratio.toFixed(3)} of doo's limit, with ${inits} init calls and ${others} others`;
  const isWell = ratio <= MOST_RATIO && inits === events && others <= MOST_OTHER_CALLS;
  const wrong = [...(isWell ? [] : [what]), ...wrongWith(sandbox, ended)];
  return { note: what, violations: wrong.map((each) => violation(each, `${events} events`)) };
}

function violation(what: string, reproduce: string): Violation {
  return { promise: 'lost', what, reproduce };
}
