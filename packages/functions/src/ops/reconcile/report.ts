import type { Difference, DifferenceKind } from '../../model/difference.ts';
import type { Reconciled } from '../../reconcile/reconcile.ts';
import { count } from '../../runtime/text.ts';

const KINDS: Readonly<Record<DifferenceKind, string>> = {
  card_without_execution: 'card without execution',
  execution_without_card: 'execution without card',
  two_cards: 'two cards',
  sent_without_approval: 'sent without approval',
  state_differs: 'state differs',
  stuck: 'stuck',
};

const HALTS: Readonly<Record<string, string>> = {
  PAUSING: 'PAUSING: somebody pauses it on AWS',
  PAUSED: 'PAUSED: somebody paused it on AWS, and it goes on once it is resumed',
  DELETING: 'DELETING: somebody deletes its record on AWS',
};

/** AWS docs: GetDurableExecution, DurableExecutionArn. */
const MAX_ARN_CHARS = 1024;

const HEADINGS = ['DIFFERENCE', 'REFERENCE', 'EXECUTION', 'CARD', 'DETAIL'] as const;

/** The comparison as an operator reads it: a table of differences, what is not understood, a sum. */
export function reconcileText(reconciled: Reconciled, sinceMs: number): string {
  const { cards, executions, differences, unknown, halted } = reconciled;
  const rows = differences.map(rowOf);
  const since = new Date(sinceMs).toISOString();
  const sum =
    differences.length === 0
      ? 'They say the same.'
      : `${count(differences.length, 'difference', 'differences')}.`;
  return [
    ...(rows.length > 0 ? [table([HEADINGS, ...rows]), ''] : []),
    ...differences.flatMap(stopCommand),
    ...unknown.map(
      ({ name, status }) => `note: AWS says ${printable(status)} of ${printable(name)}`,
    ),
    ...halted.map(({ name, status }) => `note: ${printable(name)} is ${HALTS[status] ?? status}`),
    `Compared ${count(cards, 'card', 'cards')} with ${count(executions, 'execution', 'executions')} since ${since}. ${sum}`,
    '',
  ].join('\n');
}

/** The same for machines, as one JSON object in one line. */
export function reconcileJson(reconciled: Reconciled, sinceMs: number): string {
  const { cards, executions, differences, unknown, halted } = reconciled;
  const since = new Date(sinceMs).toISOString();
  const ok = differences.length === 0;
  return `${JSON.stringify({ since, ok, cards, executions, differences, unknown, halted })}\n`;
}

function rowOf({ kind, reference, execution, ts, detail }: Difference): readonly string[] {
  return [KINDS[kind], reference, execution, ts ?? '', detail].map((cell) => printable(cell));
}

/** What ends a request that is stuck. */
function stopCommand({ kind, arn }: Difference): readonly string[] {
  if (kind !== 'stuck' || arn === undefined) return [];
  return [
    'stuck: stop it, and its card is closed within a minute:',
    `  aws lambda stop-durable-execution --durable-execution-arn '${printable(arn, MAX_ARN_CHARS)}'`,
  ];
}

/** What came from outside, without anything that a terminal would obey. */
function printable(text: string, maxChars = 200): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, maxChars) || '-';
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
