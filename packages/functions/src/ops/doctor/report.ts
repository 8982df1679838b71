import { styleText } from 'node:util';
import { count } from '../../runtime/text.ts';
import type { StepReport } from './examination.ts';

const TITLE_WIDTH = 20;
const STATE_WIDTH = 8;

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
  const { symbol, colour } = MARKS[state];
  const word = colourful ? `${symbol} ${state}` : state;
  const padded = word.padEnd(colourful ? STATE_WIDTH + 2 : STATE_WIDTH);
  const shown = colourful ? styleText(colour, padded, { validateStream: false }) : padded;
  const line = `${shown} ${title.padEnd(TITLE_WIDTH)} ${detail}`.trimEnd();
  return mend === undefined
    ? `${line}\n`
    : `${line}\n${' '.repeat(padded.length + 1)}fix: ${mend}\n`;
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
