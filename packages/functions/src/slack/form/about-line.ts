import { timeWords } from '@doo-repush/core/repush/window';
import { escapeText } from '../../messages/mrkdwn.ts';
import { fitted } from '../../runtime/text.ts';
import { type FormDraft, MAX_ABOUT_LINE_CHARS } from './draft.ts';

/** What a person is told of a line that opens the form; all of it is mrkdwn. */
export interface LineWords {
  /** What was not understood, and is open in the form. */
  readonly faults: readonly string[];
  /** What was read in one way, or dropped. */
  readonly notes: readonly string[];
}

/** Words for the head of the form: what was not understood, then how the line was read. */
export function aboutLineWords({ faults, notes }: LineWords, window: FormDraft['window']): string {
  const lines = [
    ...(faults.length === 0
      ? []
      : [":warning: *I didn't understand all of that.* Fill in what's still open."]),
    ...faults.map((fault) => `• ${fault}`),
    ...notes.map((note) => (faults.length === 0 ? note : `• ${note}`)),
    ...(faults.length === 0 ? [] : windowLine(window)),
  ];
  return fitted(lines, '\n', MAX_ABOUT_LINE_CHARS, (left) => `… ${left} more`);
}

function windowLine(window: FormDraft['window']): readonly string[] {
  const ends = windowEnds(window ?? {});
  return ends === '' ? [] : [`Last updated: ${escapeText(ends)}.`];
}

/** `after 14:00 on 20 November 2026 and before …`; empty without any end. */
export function windowEnds(window: Partial<NonNullable<FormDraft['window']>>): string {
  const { after, before } = window;
  return [
    ...(after === undefined ? [] : [`after ${timeWords(after)}`]),
    ...(before === undefined ? [] : [`before ${timeWords(before)}`]),
  ].join(' and ');
}
