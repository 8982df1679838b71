import type { CommandContext } from './command.ts';
import { lineContext } from './line-context.ts';
import type { Reading } from './parse-state.ts';
import { readRequestLine } from './request-line.ts';
import { checkReading } from './validate.ts';

/** A line that is always valid. */
export const EXAMPLE = 'orders 41231';

const ORDER = [
  'resource',
  'eventIds',
  'types',
  'since',
  'until',
  'rate',
  'reason',
  'ticket',
  'org',
  'config',
] as const satisfies readonly (keyof Reading['fragments'])[];

/**
 * The closest valid line: the parts that were given or probably meant, as far as they are compatible. It
 * always parses; empty if nothing was meant.
 */
export function suggestionOf({ fragments }: Reading, context: CommandContext): string {
  const anew = lineContext(context);
  let line = '';
  for (const slot of ORDER) {
    const fragment = fragments[slot];
    if (fragment === undefined) continue;
    const longer = line === '' ? fragment : `${line} ${fragment}`;
    if (checkReading(readRequestLine(longer, anew), anew).faults.length === 0) line = longer;
  }
  return line;
}
