import { readFile, writeFile } from 'node:fs/promises';
import { markdownTable } from '../../support/markdown-table.ts';
import type { Outcome } from './run-proof.ts';

const BEGIN = '<!-- figures: written by npm run prove -- --write -->';
const END = '<!-- figures end -->';

const HEADING = ['what is tried', 'how often', 'broken', 'measured', 'minutes', 'seed'];
const NAME = /\(`([\w-]+)`\)/;

/**
 * Writes the results of a run into a document, between its two marks: one row per proof, replacing its row
 * of an earlier run. Rows of other proofs stay.
 * @param how the run's options besides the names of its proofs: its seed, and whether it was shortened
 * @throws Error if the document has no such place
 */
export async function writeFigures(
  path: string,
  outcomes: readonly Outcome[],
  how: string,
): Promise<void> {
  const text = await readFile(path, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new Error(`${path} has no place for figures: ${BEGIN} … ${END}`);
  const rows = rowsIn(text.slice(begin + BEGIN.length, end));
  for (const outcome of outcomes) rows.set(outcome.name, rowOf(outcome, how));
  const sorted = [...rows].toSorted(([one], [other]) => one.localeCompare(other));
  const table = markdownTable([HEADING, ...sorted.map(([, row]) => row)]);
  await writeFile(path, `${text.slice(0, begin)}${BEGIN}\n\n${table}\n\n${text.slice(end)}`);
}

/** The existing cells by the name of the proof. */
function rowsIn(table: string): Map<string, readonly string[]> {
  const lines = table.split('\n').map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  return new Map(
    lines.flatMap((cells) => {
      const name = NAME.exec(cells[1] ?? '')?.[1];
      return name === undefined ? [] : [[name, cells.slice(1, -1)] as const];
    }),
  );
}

function rowOf({ name, title, seconds, result, failure }: Outcome, how: string): readonly string[] {
  return [
    `${title} (\`${name}\`)`,
    Object.entries(result?.counts ?? {})
      .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
      .join(', '),
    failure === undefined ? String(result?.violations.length ?? 0) : 'not run to its end',
    (result?.notes ?? []).join('; ').replaceAll('|', '\\|'),
    (seconds / 60).toFixed(1),
    how,
  ];
}
