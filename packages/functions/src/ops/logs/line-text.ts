import { styleText } from 'node:util';
import { METRICS } from '../../runtime/metrics.ts';
import { plainForeign } from '../../runtime/text.ts';
import type { ToolColour } from '../state-line.ts';
import type { RequestLine } from './request-lines.ts';

const PART_WIDTH = 6;
const LEVEL_WIDTH = 5;
const MOST_CHARS_OF_VALUE = 200;
/** Said at the head of the line, or the same in every line. */
const AT_HEAD = ['timestamp', 'level', 'event', 'reference'];
/** For CloudWatch alone. */
const COUNTED = ['_aws', ...Object.values(METRICS).map(({ name }) => name)];
const COLOURS = { error: 'red', warn: 'magenta' } as const satisfies Record<string, ToolColour>;

/** `2026-11-30T10:00:01.123Z repush info  target_ended  outcome=accepted eventId=41231` */
export function lineText({ of, atMs, fields }: RequestLine, isColourful: boolean): string {
  const level = String(fields.level ?? '').padEnd(LEVEL_WIDTH);
  const colour =
    fields.level === 'error' || fields.level === 'warn' ? COLOURS[fields.level] : 'dim';
  const shown = isColourful ? styleText(colour, level, { validateStream: false }) : level;
  const rest = Object.entries(fields)
    .filter(([name]) => !AT_HEAD.includes(name) && !COUNTED.includes(name))
    .map(([name, value]) => `${word(name)}=${word(value)}`)
    .join(' ');
  const time = new Date(atMs).toISOString();
  return `${time} ${of.padEnd(PART_WIDTH)} ${shown} ${word(fields.event)}  ${rest}`.trimEnd();
}

function word(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return plainForeign(text ?? '', MOST_CHARS_OF_VALUE);
}
