import type { StepReport } from './examination.ts';

const TITLE_WIDTH = 20;
const STATE_WIDTH = 8;

/** A step as a person reads it: one line, and a second one with what to do. */
export function stepText({ state, title, detail, mend }: StepReport): string {
  const line = `${state.padEnd(STATE_WIDTH)} ${title.padEnd(TITLE_WIDTH)} ${detail}`.trimEnd();
  return mend === undefined ? `${line}\n` : `${line}\n${' '.repeat(STATE_WIDTH + 1)}-> ${mend}\n`;
}

/** The last line. */
export function summaryText(stage: string, steps: readonly StepReport[]): string {
  const failed = steps.filter(({ state }) => state === 'failed').length;
  if (failed === 0) return `The installation ${stage} is in order.\n`;
  return `The installation ${stage} is not in order: ${failed} of ${steps.length} steps failed.\n`;
}

/** All steps for machines, as one JSON object in one line. */
export function reportJson(stage: string, steps: readonly StepReport[]): string {
  const ok = steps.every(({ state }) => state !== 'failed');
  return `${JSON.stringify({ stage, ok, steps })}\n`;
}
