import type { CommandContext } from './command.ts';
import { type MomentReading, readMoment, type Side } from './time.ts';

/** The context for reading one line. */
export interface LineContext extends CommandContext {
  /**
   * Parses a time and memoizes it. A line with too many different times has the remaining ones refused
   * unread.
   */
  readonly readTime: (text: string, side: Side, day?: string) => MomentReading;
}

/** A valid line has two times; parsing one costs a millisecond. */
const MOST_TIMES = 6;
const TOO_MANY: MomentReading = {
  ok: false,
  message: 'The line gives too many different times: give one for each option.',
};

/** A fresh context for one line. */
export function lineContext(context: CommandContext): LineContext {
  const known = new Map<string, MomentReading>();
  const readTime = (text: string, side: Side, day?: string): MomentReading => {
    const key = `${side} ${day} ${text}`;
    const reading =
      known.get(key) ??
      (known.size < MOST_TIMES ? readMoment(text, side, context, day) : undefined);
    if (reading === undefined) return TOO_MANY;
    known.set(key, reading);
    return reading;
  };
  return { ...context, readTime };
}
