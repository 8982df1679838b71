import type { Proof, Violation } from '../prove/frame/proof.ts';
import { deliverFirst, type Start } from './support/first-delivery.ts';
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

const HOUR_MS = 3_600_000;

const STARTS: readonly Start[] = [
  ...(['kept', 'closed', 'reset', 'forgotten'] as const).map((fate) => ({
    name: `connections ${fate}`,
    fate,
    sleepMs: 50,
  })),
  { name: 'frozen for 1.5 s', fate: 'kept', sleepMs: 1_500 },
  { name: 'frozen for 1.5 s, connections closed', fate: 'closed', sleepMs: 1_500 },
  { name: 'frozen for long', fate: 'kept', sleepMs: LONG_MS },
  { name: 'frozen for long, connections half open', fate: 'half open', sleepMs: LONG_MS },
  { name: 'wall clock an hour fast', fate: 'kept', sleepMs: 50, clockOffMs: HOUR_MS },
  { name: 'wall clock an hour slow', fate: 'kept', sleepMs: 50, clockOffMs: -HOUR_MS },
  { name: 'secret rotated', fate: 'kept', sleepMs: 50, isRotated: true },
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
    for (const start of STARTS) {
      const faults = await deliverFirst(start, startProduct);
      violations.push(...faults.map((what) => startViolation(start, what)));
    }
    const sum = (of: (life: Life) => number) => lives.reduce((total, life) => total + of(life), 0);
    return {
      counts: {
        lives: lives.length,
        'first deliveries': STARTS.length,
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

function startViolation({ name }: Start, what: string): Violation {
  return { promise: 'lost', what, reproduce: `first delivery, ${name}` };
}
