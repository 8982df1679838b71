import type { Proof, Violation } from '../prove/frame/proof.ts';
import { type Life, liveThrough, type Sleep } from './support/life.ts';
import { selfChecks } from './support/self-checks.ts';

/** Longer than any client of the slack function reuses a kept-alive connection. */
const LONG_MS = 4_500;

const SLEEPS: readonly Sleep[] = [
  { fate: 'kept', sleepMs: 50, lingerMs: 500 },
  { fate: 'kept', sleepMs: 50, lingerMs: 0 },
  { fate: 'closed', sleepMs: 50, lingerMs: 0 },
  { fate: 'reset', sleepMs: 50, lingerMs: 0 },
  { fate: 'forgotten', sleepMs: LONG_MS, lingerMs: 0 },
];

/** The slack function as Lambda runs it: frozen between its response and the next event. */
export const proof: Proof = {
  title: "the slack function in AWS's own runtime client, stopped between deliveries",
  limitMs: { quick: 4 * 60_000, whole: 4 * 60_000 },
  async run({ startProduct }) {
    const checks = await selfChecks();
    const lives: Life[] = [];
    const violations: Violation[] = [...checks.violations];
    for (const sleep of SLEEPS) {
      const life = await liveThrough(sleep, startProduct);
      lives.push(life);
      violations.push(...life.faults.map((fault) => violationOf(sleep, fault)));
    }
    const sum = (of: (life: Life) => number) => lives.reduce((total, life) => total + of(life), 0);
    return {
      counts: {
        lives: lives.length,
        deliveries: sum(({ deliveries }) => deliveries),
        sleeps: sum(({ sleeps }) => sleeps),
        'checks of the watch': checks.checks,
      },
      violations,
      notes: [`slowest ${Math.max(...lives.map(({ slowestMs }) => slowestMs)).toFixed(0)} ms`],
    };
  },
};

function violationOf({ fate, sleepMs, lingerMs }: Sleep, what: string): Violation {
  const reproduce = `connections ${fate}, ${sleepMs} ms of sleep, ${lingerMs} ms of watch`;
  return { promise: 'lost', what, reproduce };
}
