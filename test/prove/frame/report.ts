import { FIGURES, PROMISES } from './proof.ts';
import type { Outcome } from './run-proof.ts';

/** The promises whose violations the last line counts. */
const COUNTED = PROMISES.filter((promise) => promise !== 'untrue');

/** Whether every proof ran to its end and found every promise kept. */
export function isKept(outcomes: readonly Outcome[]): boolean {
  return (
    outcomes.length > 0 &&
    outcomes.every(({ failure, result }) => failure === undefined && !result?.violations.length)
  );
}

/** One line per proof, followed by all violations and what it takes to reproduce them. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ name, title, seconds, result, failure }) => [
    failure === undefined && !result?.violations.length ? '✓' : '✗',
    name,
    title,
    [
      ...Object.entries(result?.counts ?? {}).map(([what, count]) => `${count} ${what}`),
      ...(result?.notes ?? []),
    ].join(', '),
    `${seconds.toFixed(1)} s`,
  ]);
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(0, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const broken = outcomes.flatMap(({ name, result, failure, output }) => [
    ...(failure === undefined
      ? []
      : [`✗ ${name} could not be relied on: ${failure}`, output ?? '']),
    ...(result?.violations ?? []).flatMap(({ promise, what, reproduce }) => [
      `✗ ${name}, ${promise}: ${what}`,
      `    to see it again: ${reproduce}`,
    ]),
  ]);
  return [...table, ...(broken.length > 0 ? ['', ...broken] : [])].join('\n');
}

/** The figures of all proofs together, in machine-readable form. */
export function totalsOf(outcomes: readonly Outcome[]): Record<string, number> {
  const violations = outcomes.flatMap(({ result }) => result?.violations ?? []);
  const tried = (figure: string) =>
    outcomes.reduce((sum, { result }) => sum + (result?.counts[figure] ?? 0), 0);
  return Object.fromEntries([
    ...FIGURES.map((figure) => [figure, tried(figure)]),
    ...COUNTED.map((promise) => [
      promise,
      violations.filter((violation) => violation.promise === promise).length,
    ]),
  ]);
}
