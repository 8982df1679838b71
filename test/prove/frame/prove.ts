import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isKept, tableOf, totalsOf } from './report.ts';
import { type Outcome, runProof } from './run-proof.ts';

const USAGE =
  'npm run prove -- [--quick] [--only <name>]… [--seed <n>] [--json]\n' +
  '--quick runs the shorter form of each proof; --json prints the figures as the last line.';

/** Where it is said what is being done, and what came of it. */
export interface Prints {
  readonly out: (text: string) => void;
  readonly progress: (text: string) => void;
}

/**
 * Runs the proofs of `folder`, one after the other, and prints one table.
 * @returns the exit code: 0 when every promise was kept, 1 when one was broken or a proof could not run
 */
export async function prove(
  folder: string,
  argv: readonly string[],
  { out, progress }: Prints,
): Promise<number> {
  const { only, quick, json, seed } = optionsOf(argv);
  const all = await proofsIn(folder);
  const unknown = only.filter((name) => !all.includes(name));
  if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
    progress(`${USAGE}\nProofs: ${all.join(', ')}`);
    return 1;
  }
  const outcomes: Outcome[] = [];
  for (const name of only.length > 0 ? all.filter((each) => only.includes(each)) : all) {
    progress(`${name} …`);
    outcomes.push(await runProof({ modulePath: join(folder, `${name}.ts`), quick, seed }));
  }
  out(`${tableOf(outcomes)}\n\nseed ${seed}, ${quick ? 'the shorter form' : 'the whole form'}`);
  if (json) out(JSON.stringify(totalsOf(outcomes)));
  return isKept(outcomes) ? 0 : 1;
}

/** The names of the proofs in a folder: every module beside the entry is one. */
async function proofsIn(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((file) => /^(?!main\.)[\w-]+\.ts$/.test(file));
  return names.map((file) => file.slice(0, -'.ts'.length)).toSorted();
}

function optionsOf(argv: readonly string[]) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    },
  });
  return { ...values, seed: Number(values.seed) };
}
