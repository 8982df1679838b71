import { count } from '../../runtime/text.ts';
import { stateLine } from '../state-line.ts';
import type { StepReport } from './examination.ts';

const WIDTHS = { state: 8, title: 20 };

const MARKS = {
  ok: { symbol: '✓', colour: 'green' },
  failed: { symbol: '✗', colour: 'red' },
  skipped: { symbol: '–', colour: 'dim' },
} as const;

/**
 * A check as a person reads it: one line, and a second one with what to do.
 * @param colourful for a terminal; without it the text is plain
 */
export function stepText({ state, title, detail, mend }: StepReport, colourful: boolean): string {
  const mark = colourful ? MARKS[state] : undefined;
  const line = stateLine({ state, title, detail }, mark, WIDTHS).trimEnd();
  if (mend === undefined) return `${line}\n`;
  const indent = WIDTHS.state + 1 + (colourful ? '✓ '.length : 0);
  return `${line}\n${' '.repeat(indent)}fix: ${mend}\n`;
}

/** The last line. */
export function summaryText(stage: string, steps: readonly StepReport[]): string {
  const problems = steps.filter(({ state }) => state === 'failed').length;
  if (problems === 0) return `The installation ${stage} is in order.\n`;
  return `The installation ${stage} is not in order: ${count(problems, 'problem', 'problems')} in ${steps.length} checks.\n`;
}

/** All steps for machines, as one JSON object in one line. */
export function reportJson(stage: string, steps: readonly StepReport[]): string {
  const ok = steps.every(({ state }) => state !== 'failed');
  return `${JSON.stringify({ stage, ok, steps })}\n`;
}
