import { markdownTable } from '../support/markdown-table.ts';
import type { RequirementFile } from './folder.ts';

/** What came of one requirement. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'not played'; readonly reason: string }
  | { readonly kind: 'failed'; readonly differences: readonly string[] };

/** A requirement and what came of it. */
export interface Judged {
  readonly file: RequirementFile;
  readonly outcome: Outcome;
}

/** A description is cut here, so that a row fits on a wide screen. */
const LONGEST_DESCRIPTION = 80;

const MARKS = { passed: '✓', 'not played': '–', failed: '✗' } as const;

/** One row a requirement, below them each difference, and how many there are of each kind. */
export function reportOf(judged: readonly Judged[]): string {
  const rows = judged.map(({ file, outcome }) => [
    MARKS[outcome.kind],
    file.suite,
    file.id,
    described(file),
    outcome.kind === 'not played' ? `not played: ${outcome.reason}` : outcome.kind,
  ]);
  const failures = judged.flatMap(({ file, outcome }) =>
    outcome.kind === 'failed'
      ? outcome.differences.map((difference) => `✗ ${file.id}: ${difference}`)
      : [],
  );
  const count = (kind: Outcome['kind']) =>
    judged.filter(({ outcome }) => outcome.kind === kind).length;
  return [
    markdownTable([['', 'suite', 'id', 'what it asks', 'what came of it'], ...rows]),
    '',
    ...failures,
    ...(failures.length > 0 ? [''] : []),
    `${count('passed')} passed, ${count('failed')} failed, ${count('not played')} not played`,
  ].join('\n');
}

function described({ description }: RequirementFile): string {
  const line = description.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_DESCRIPTION ? `${line.slice(0, LONGEST_DESCRIPTION - 1)}…` : line;
}

/** Whether something was played and nothing failed. */
export function isMet(judged: readonly Judged[]): boolean {
  const kinds = judged.map(({ outcome }) => outcome.kind);
  return kinds.includes('passed') && !kinds.includes('failed');
}
