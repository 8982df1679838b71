import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { hostileClicks } from '../support/hostile/clicks.ts';
import { hostileCommands } from '../support/hostile/commands.ts';
import { costly } from '../support/hostile/costly.ts';
import { hostileForms } from '../support/hostile/forms.ts';
import { createLab, type Lab } from '../support/hostile/lab.ts';
import { notUnderstood } from '../support/hostile/not-understood.ts';
import { oddButRight } from '../support/hostile/odd-but-right.ts';
import { hostileCallbacks } from '../support/hostile/past-the-door.ts';
import { faultsOf, type HostileRow } from '../support/hostile/row.ts';
import { hostileScope, scopeFaultsOf } from '../support/hostile/scope.ts';
import { unauthentic } from '../support/hostile/unauthentic.ts';
import { answerTo, type RawCase } from '../support/raw-case.ts';
import { MAX_REFUSAL_CPU_MS, refusalOf } from '../support/refusal-cost.ts';
import type { Proof, Violation } from './frame/proof.ts';

/** Turns a row of raw events into a row of the whole table: its response, and nothing left behind. */
function rawRow(
  title: string,
  status: number,
  eventAt: (nowMs: number) => unknown,
  words = '',
): HostileRow {
  return {
    title,
    status,
    told: new RegExp(words === '' ? '^$' : words.replace(/[^\w ]/g, '\\$&')),
    async send({ sandbox }: Lab) {
      const answer: { statusCode?: unknown; body?: unknown } = Object(
        await answerTo(sandbox, eventAt),
      );
      return { status: Number(answer.statusCode), text: String(answer.body ?? '') };
    },
  };
}

const refused: readonly RawCase<number>[] = [
  ...unauthentic.map(([title, eventAt]): RawCase<number> => [`a delivery ${title}`, 401, eventAt]),
  ...notUnderstood,
  ...costly,
];

const rows: readonly HostileRow[] = [
  ...refused.map(([title, status, eventAt]) => rawRow(title, status, eventAt)),
  ...oddButRight.map(([title, words, eventAt]) => rawRow(title, 200, eventAt, words)),
  ...hostileClicks,
  ...hostileForms,
  ...hostileCommands,
  ...hostileCallbacks,
];

/** Measures the CPU time of each refusal: a flood of them must leave time for Slack. */
async function costs(
  sandbox: Sandbox,
): Promise<{ readonly violations: readonly Violation[]; readonly note: string }> {
  const violations: Violation[] = [];
  let most = { title: '', cpuMs: 0 };
  for (const [title, , eventAt] of refused) {
    const { cpuMs } = await refusalOf(sandbox, eventAt);
    if (cpuMs > most.cpuMs) most = { title, cpuMs };
    if (cpuMs >= MAX_REFUSAL_CPU_MS)
      violations.push({
        promise: 'lost',
        what: `refusing ${title} takes ${cpuMs.toFixed(1)} ms of a processor`,
        reproduce: `row "${title}" of test/support/hostile`,
      });
  }
  return {
    violations,
    note: `dearest refusal ${most.cpuMs.toFixed(1)} ms of a processor: ${most.title}`,
  };
}

/**
 * Every hostile delivery in the tables gets its response, leaves nothing forbidden behind, and is cheap to
 * refuse.
 */
export const proof: Proof = {
  title: 'hostile deliveries, each with its answer',
  limitMs: { quick: 180_000, whole: 180_000 },
  async run({ startProduct }) {
    const lab = createLab(await startProduct());
    const violations: Violation[] = [];
    for (const row of rows) {
      const faults = await faultsOf(row, lab);
      violations.push(
        ...faults.map((fault) => ({
          promise: 'letIn' as const,
          what: `${row.title}: ${fault}`,
          reproduce: `row "${row.title}" of test/support/hostile`,
        })),
      );
    }
    for (const row of hostileScope) {
      const faults = await scopeFaultsOf(row, lab);
      violations.push(
        ...faults.map((fault) => ({
          promise: 'letIn' as const,
          what: `${row.title}: ${fault}`,
          reproduce: `row "${row.title}" of test/support/hostile/scope.ts`,
        })),
      );
    }
    const cost = await costs(lab.sandbox);
    return {
      counts: { hostile: rows.length, scope: hostileScope.length },
      violations: [...violations, ...cost.violations],
      notes: [cost.note],
    };
  },
};
