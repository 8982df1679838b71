import type { WindowAgo } from '@doo-repush/core/repush/window';
import type { FormDraft } from '../draft.ts';

/** One end of a window in the pickers of the form, which know days and minutes. */
export interface PickerParts {
  /** `Y-m-d` */
  readonly date?: string | undefined;
  /** `H:i` */
  readonly time?: string | undefined;
}

export type WindowSide = Extract<keyof NonNullable<FormDraft['window']>, 'after' | 'before'>;

/** What a date without a time means: the whole of that day is in the window. */
const WHOLE_DAY = { after: '00:00:00', before: '23:59:59' } as const satisfies Record<
  WindowSide,
  string
>;

const MINUTE_MS = 60_000;

/**
 * A time of a draft as the pickers show it. Seconds that they cannot show make the window wider by
 * less than a minute: the earlier minute for `after`, the later one for `before`.
 */
export function pickerParts(side: WindowSide, text: string | undefined): PickerParts {
  const [, date, time, seconds] =
    /^(\d{4}-\d\d-\d\d)?(?: ?(\d\d:\d\d))?(?::(\d\d))?$/.exec(text ?? '') ?? [];
  if (side === 'after' || date === undefined || time === undefined) return { date, time };
  if (`${time}:${seconds}` === WHOLE_DAY.before) return { date };
  return seconds === undefined || seconds === '00' ? { date, time } : minuteAfter(date, time);
}

/** What the pickers hold as a draft keeps it, complete or not. */
export function pickedText({ date, time }: PickerParts): string | undefined {
  if (date === undefined) return time;
  return time === undefined ? date : `${date} ${time}:00`;
}

/** The time that the pickers stand for, as doo reads it; none without a date. */
export function pickedTime(side: WindowSide, { date, time }: PickerParts): string | undefined {
  if (date === undefined) return undefined;
  return `${date} ${time === undefined ? WHOLE_DAY[side] : `${time}:00`}`;
}

/** Of the ends that a time ago put where they are, those that nobody has changed. */
export function agoStill(
  picked: Partial<Record<WindowSide, string | undefined>>,
  shown: NonNullable<FormDraft['window']>,
): WindowAgo | undefined {
  const isSame = (side: WindowSide) =>
    picked[side] !== undefined && picked[side] === pickedText(pickerParts(side, shown[side]));
  const { after, before } = shown.ago ?? {};
  const still = {
    ...(after !== undefined && isSame('after') && { after }),
    ...(before !== undefined && isSame('before') && { before }),
  };
  return Object.keys(still).length > 0 ? still : undefined;
}

function minuteAfter(date: string, time: string): PickerParts {
  const next = new Date(Date.parse(`${date}T${time}:00Z`) + MINUTE_MS).toISOString();
  return { date: next.slice(0, 10), time: next.slice(11, 16) };
}
