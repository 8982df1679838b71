import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Mutant, mutantsOf, mutated } from './mutants.ts';

/**
 * Changes one place of core's rules at a time, and runs the tests of that file: what no test notices
 * is named. `--only <file>` takes one file, without its ending; exit 1 below the score of `LEAST`.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const RULES = join(root, 'packages/core/src/repush');
const TESTS = 'test/core/repush';
const MUTANT_TIMEOUT_MS = 120_000;
/** Killed mutants in a hundred, over all files. */
const LEAST = 80;

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true, default: [] } },
});
const say = (text: string) => process.stdout.write(`${text}\n`);
const names = readdirSync(RULES)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'))
  .filter((name) => existsSync(join(root, TESTS, `${name}.test.ts`)))
  .filter((name) => values.only.length === 0 || values.only.includes(name));

let killed = 0;
let all = 0;
for (const name of names) {
  const path = resolve(RULES, `${name}.ts`);
  const source = readFileSync(path, 'utf8');
  if (!runs(name, path, source)) throw new Error(`The tests of ${name} fail without a mutant`);
  const survivors = mutantsOf(source).filter((mutant) => {
    all += 1;
    const isAlive = runs(name, path, mutated(source, mutant));
    if (!isAlive) killed += 1;
    return isAlive;
  });
  for (const mutant of survivors) say(`survived: ${name}.ts:${placeOf(source, mutant)}`);
  say(`${name}: ${mutantsOf(source).length - survivors.length} of ${mutantsOf(source).length}`);
}
const score = all === 0 ? 0 : (killed / all) * 100;
say(`${killed} of ${all} mutants killed: ${score.toFixed(1)} %`);
process.exitCode = score >= LEAST ? 0 : 1;

/** Whether the tests of a file pass with this code in its place. */
function runs(name: string, path: string, code: string): boolean {
  const args = ['vitest', 'run', '--config', 'test/mutation/vitest.config.ts'];
  const { status } = spawnSync('npx', [...args, `${TESTS}/${name}.test.ts`, '--reporter=dot'], {
    cwd: root,
    env: { ...process.env, MUTATED_PATH: path, MUTATED_CODE: code },
    timeout: MUTANT_TIMEOUT_MS,
    stdio: 'ignore',
  });
  return status === 0;
}

function placeOf(source: string, { offset, original, replacement }: Mutant): string {
  const line = source.slice(0, offset).split('\n').length;
  return `${line} ${JSON.stringify(original)} to ${JSON.stringify(replacement)}`;
}
