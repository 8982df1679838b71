import { hostileClicks } from '../support/hostile/clicks.ts';
import { hostileCommands } from '../support/hostile/commands.ts';
import { hostileForms } from '../support/hostile/forms.ts';
import { createLab, type Lab } from '../support/hostile/lab.ts';
import { notUnderstood } from '../support/hostile/not-understood.ts';
import { oddButRight } from '../support/hostile/odd-but-right.ts';
import { hostileCallbacks } from '../support/hostile/past-the-door.ts';
import { faultsOf, type HostileRow } from '../support/hostile/row.ts';
import { unauthentic } from '../support/hostile/unauthentic.ts';
import { answerTo } from '../support/raw-case.ts';
import type { Proof, Violation } from './frame/proof.ts';

/** A row of raw events as a row of the whole table: its answer, and nothing left behind. */
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

const rows: readonly HostileRow[] = [
  ...unauthentic.map(([title, eventAt]) => rawRow(`a delivery ${title}`, 401, eventAt)),
  ...notUnderstood.map(([title, status, eventAt]) => rawRow(title, status, eventAt)),
  ...oddButRight.map(([title, words, eventAt]) => rawRow(title, 200, eventAt, words)),
  ...hostileClicks,
  ...hostileForms,
  ...hostileCommands,
  ...hostileCallbacks,
];

/** Every hostile delivery of the tables gets its answer, and leaves nothing that it must not. */
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
    return { counts: { hostile: rows.length }, violations };
  },
};
