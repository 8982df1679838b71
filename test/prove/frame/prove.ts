import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFigures } from './figures.ts';
import type { Shard } from './proof.ts';
import { isKept, tableOf, totalsOf } from './report.ts';
import { type Outcome, runProof } from './run-proof.ts';

const USAGE =
  'npm run prove -- [--quick] [--only <name>]… [--seed <n>] [--shard <n>/<of>]\n' +
  '    [--cell "<story>: <operation> <n>, <fault>"]… [--json] [--write <document>]\n' +
  '--quick runs the shorter form of each proof, --shard one part of the fault and crash matrices,\n' +
  '--cell only those of their cells whose names begin so;\n' +
  '--json prints the figures as the last line, --write puts them into a document.';

/** Where progress and results are printed. */
export interface Prints {
  readonly out: (text: string) => void;
  readonly progress: (text: string) => void;
}

/**
 * Runs the proofs in `folder`, one after another, and prints one table.
 * @returns the exit code: 0 if every promise was kept, 1 if one was broken or a proof could not run
 */
export async function prove(
  folder: string,
  argv: readonly string[],
  { out, progress }: Prints,
): Promise<number> {
  const { only, quick, json, seed, shard, cell: cells, write } = optionsOf(argv);
  const all = await proofsIn(folder);
  const unknown = only.filter((name) => !all.includes(name));
  // In the document, a row for a few cells would pass for one of the whole matrix.
  const isMisleading = cells.length > 0 && write !== undefined;
  if (isMisleading || unknown.length > 0 || !Number.isSafeInteger(seed) || shard === undefined) {
    progress(`${USAGE}\nProofs: ${all.join(', ')}`);
    return 1;
  }
  const outcomes: Outcome[] = [];
  for (const name of only.length > 0 ? all.filter((each) => only.includes(each)) : all) {
    progress(`${name} …`);
    const modulePath = join(folder, `${name}.ts`);
    const order = { modulePath, quick, seed, shard, cells };
    outcomes.push(await runProof(order, (text) => progress(`${name}: ${text}`)));
  }
  const part = shard.of === 1 ? '' : `, part ${shard.nth} of ${shard.of} of the matrices`;
  const form = quick ? 'the shorter form' : 'the whole form';
  out(`${tableOf(outcomes)}\n\nseed ${seed}, ${form}${part}`);
  if (write !== undefined) {
    const cut = shard.of === 1 ? '' : `, part ${shard.nth} of ${shard.of}`;
    const how = `${seed}${quick ? ', shorter' : ''}${cut}`;
    await writeFigures(write, outcomes, how);
  }
  if (json) out(JSON.stringify(totalsOf(outcomes)));
  return isKept(outcomes) ? 0 : 1;
}

/** The names of the proofs in a folder: every module next to the entry point. */
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
      shard: { type: 'string', default: '1/1' },
      cell: { type: 'string', multiple: true, default: [] },
      write: { type: 'string' },
    },
  });
  return { ...values, seed: Number(values.seed), shard: shardOf(values.shard) };
}

/** `2/4` is the second of four parts. */
function shardOf(text: string): Shard | undefined {
  const [, nth, of] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text)?.map(Number) ?? [];
  return nth === undefined || of === undefined || nth > of ? undefined : { nth, of };
}
