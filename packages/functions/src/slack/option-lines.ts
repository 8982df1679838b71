import type { PlainTextOption } from '@slack/types';
import { cut, plainForeign } from './blocks/text.ts';

/** Slack's limits for options, in characters and number (Slack docs: Option object). */
const MAX_TEXT = 75;
const MAX_VALUE = 75;
const MAX_OPTIONS = 100;
const LINE = 'line:';

/** One entry that can be found and chosen. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly description?: string;
}

/** A line to read in a list of options: choosing it is refused by the form. */
export function line(text: string, mark = 'info'): PlainTextOption {
  return {
    text: { type: 'plain_text', text: plainForeign(text, MAX_TEXT) },
    value: `${LINE}${mark}`,
  };
}

/** The value of a choice that exists but cannot be chosen; each has one of its own. */
export function unchoosable(id: string): { value: string } {
  return { value: cut(`${LINE}${id}`, MAX_VALUE) };
}

/** Whether an option's value is that of a line to read. */
export function isLine(value: string): boolean {
  return value.startsWith(LINE);
}

/**
 * The options for what was typed, never cut in silence: when more match than Slack shows, the last
 * line says how many, and when nothing matches a line says that.
 */
export function optionsFor(
  choices: readonly Choice[],
  query: string,
  nothing: string,
): PlainTextOption[] {
  const wanted = query.trim().toLowerCase();
  const matching = choices.filter((choice) =>
    `${choice.text} ${choice.description ?? ''} ${choice.value}`.toLowerCase().includes(wanted),
  );
  if (matching.length === 0)
    return [line(choices.length === 0 ? nothing : `Nothing matches "${query.trim()}"`)];
  if (matching.length <= MAX_OPTIONS) return matching.map(option);
  const shown = MAX_OPTIONS - 1;
  return [
    ...matching.slice(0, shown).map(option),
    line(`${matching.length - shown} more: type to narrow`, 'more'),
  ];
}

function option({ value, text, description }: Choice): PlainTextOption {
  if (value.length > MAX_VALUE) return line(`${cut(text, 40)}: its ID is too long to choose`);
  const about = plainForeign(description ?? '', MAX_TEXT);
  return {
    text: { type: 'plain_text', text: plainForeign(text, MAX_TEXT) || value },
    value,
    ...(about !== '' && { description: { type: 'plain_text', text: about } }),
  };
}
