import { foldName } from '@doo-repush/core/typed-text';
import type { PlainTextOption } from '@slack/types';
import { SLACK_LIMITS } from '../../../model/slack-limits.ts';
import { cut, plainForeign } from '../../../runtime/text.ts';

const { optionText: MAX_TEXT, optionValue: MAX_VALUE, options: MAX_OPTIONS } = SLACK_LIMITS;
const LINE = 'line:';
const MORE = 'More results. Keep typing…';
const UNCHOOSABLE = `${LINE}not:`;

/** One entry that can be found and chosen. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly description?: string;
  /** What it is found by as well, though it may not be shown. */
  readonly alsoFoundBy?: string;
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
  return { value: cut(`${UNCHOOSABLE}${id}`, MAX_VALUE) };
}

/** Whether an option's value is that of a choice that exists but cannot be chosen. */
export function isUnchoosable(value: string): boolean {
  return value.startsWith(UNCHOOSABLE);
}

/** Whether an option's value is that of a line to read. */
export function isLine(value: string): boolean {
  return value.startsWith(LINE);
}

/** What the options of a look-up end with. */
export interface OptionsEnd {
  /** Said when there is nothing to choose from at all. */
  readonly nothing: string;
  /** Choices apart from the list, offered after it. */
  readonly last?: readonly Choice[];
  /** Said after a list that is not known to its end: it goes on, or may go on where doo lists no more. */
  readonly unread?: 'goes_on' | 'may_go_on';
}

const UNREAD = { goes_on: MORE, may_go_on: "There may be more that doo doesn't list" };

/**
 * The options for what was typed, never cut in silence: when more match than Slack shows, a line
 * says how many, when nothing matches a line says that, and so it does where the list is not known
 * to its end.
 */
export function optionsFor(
  choices: readonly Choice[],
  query: string,
  { nothing, last = [], unread }: OptionsEnd,
): PlainTextOption[] {
  const wanted = foldName(query);
  const isWanted = ({ text, description = '', alsoFoundBy = '', value }: Choice) =>
    foldName(`${text} ${description} ${alsoFoundBy} ${value}`).includes(wanted);
  const matching = choices.filter(isWanted);
  const end = last.filter(isWanted);
  const isNothing = matching.length + end.length === 0;
  const none = choices.length === 0 ? nothing : `No matches for "${query.trim()}"`;
  const lines = [
    ...(isNothing ? [line(none)] : []),
    ...(unread === undefined ? [] : [line(UNREAD[unread], 'more')]),
  ];
  const room = MAX_OPTIONS - end.length - lines.length;
  if (matching.length <= room) return [...matching.map(option), ...lines, ...end.map(option)];
  const hidden = matching.length - (MAX_OPTIONS - end.length - 1);
  const more = unread === undefined ? `${hidden} more. Keep typing…` : MORE;
  return [
    ...matching.slice(0, matching.length - hidden).map(option),
    line(more, 'more'),
    ...end.map(option),
  ];
}

function option({ value, text, description }: Choice): PlainTextOption {
  if (value.length > MAX_VALUE) return line(`${cut(text, 40)} (its ID is too long)`);
  const about = plainForeign(description ?? '', MAX_TEXT);
  return {
    text: { type: 'plain_text', text: plainForeign(text, MAX_TEXT) || value },
    value,
    ...(about !== '' && { description: { type: 'plain_text', text: about } }),
  };
}
