import type { CommandContext } from './command.ts';
import { type MomentReading, readMoment, type Side } from './time.ts';

/** What reading one line takes. */
export interface LineContext extends CommandContext {
  /** A time of the line, read once; of a line with many different times the rest is refused unread. */
  readonly readTime: (text: string, side: Side, day?: string) => MomentReading;
}

/** A line has two times; reading one costs a millisecond. */
const MOST_TIMES = 6;
const TOO_MANY: MomentReading = {
  ok: false,
  message: 'The line gives too many different times: give one for each option.',
};

/** The context of a line that has not been read before. */
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
