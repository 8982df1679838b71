import { instantsOf, isLocalTime } from '@doo-repush/core/doo/time';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { readWindow } from '@doo-repush/core/repush/window';
import { ACTIONS } from '../../../messages/ids.ts';
import { type FormDraft, isWindowKind } from '../draft.ts';
import { PICKERS, WINDOW_SIDES } from '../window-view.ts';
import type { FormFields } from './fields.ts';
import { agoStill, pickedTime, pickerParts, type WindowSide } from './picker-parts.ts';
import { type FieldReading, faultAt, type SubmissionContext } from './submitted-fields.ts';

/** The window as doo is given it, `undefined` for everything, and what is to be told about it. */
export interface SubmittedWindow {
  readonly window: RepushRequest['window'];
  /** Of its ends that still are where a time ago put them. */
  readonly ago: RepushRequest['ago'];
  readonly notes: readonly string[];
}

/** The chosen window with the times of its pickers, in the zone in which doo reads them. */
export function readWindowFields(
  fields: FormFields,
  { timeZone, nowMs, shownWindow }: SubmissionContext,
): FieldReading<SubmittedWindow> {
  if (!fields.has(ACTIONS.window))
    return faultAt(ACTIONS.resource, 'Pick what to send again to show the Last updated field.');
  const kind = fields.option(ACTIONS.window)?.value;
  if (!isWindowKind(kind)) return faultAt(ACTIONS.window, 'Pick a time range from the list.');

  const sides = WINDOW_SIDES[kind];
  if (sides.some((side) => !fields.has(PICKERS[side].date)))
    return faultAt(ACTIONS.window, 'Pick the time range again to show its dates.');
  const lost = sides.filter((side) => isTimeLost(side, fields, shownWindow));
  if (lost.length > 0)
    return {
      ok: false,
      errors: Object.fromEntries(lost.map((side) => [PICKERS[side].time, TIME_LOST[side]])),
    };
  const times = sides.map((side) => [side, pickedTime(side, fields.picked(side))] as const);
  const missing = times.filter(([, time]) => time === undefined);
  if (missing.length > 0)
    return {
      ok: false,
      errors: Object.fromEntries(missing.map(([side]) => [PICKERS[side].date, 'Pick a date.'])),
    };

  const reading = readWindow(Object.fromEntries(times), { timeZone, nowMs });
  if (reading.ok) {
    const window = sides.length === 0 ? undefined : reading.window;
    const ago = shownWindow && window && agoStill(window, shownWindow);
    return { ok: true, value: { window, ago, notes: reading.notes } };
  }
  const errors = Object.entries(reading.faults).map(([side, fault]) => [
    blockAtFault(side as WindowSide, fields, timeZone),
    fault,
  ]);
  return { ok: false, errors: Object.fromEntries(errors) };
}

const TIME_LOST: Readonly<Record<WindowSide, string>> = {
  after: 'Pick the time again: the one that was here is gone. For the whole day, pick 00:00.',
  before:
    'Pick the time again: the one that was here is gone. For the whole day, pick 00:00 of the next day.',
};

/** Phones give back a time empty that nobody touched; without a time the window would be wider. */
function isTimeLost(
  side: WindowSide,
  fields: FormFields,
  shownWindow: FormDraft['window'],
): boolean {
  const { time } = pickerParts(side, shownWindow?.[side]);
  return (
    time !== undefined && fields.has(PICKERS[side].time) && fields.picked(side).time === undefined
  );
}

/** The time that does not exist on a date is at fault itself; everything else is said at the date. */
function blockAtFault(side: WindowSide, fields: FormFields, timeZone: string): string {
  const picked = fields.picked(side);
  const local = pickedTime(side, picked);
  const isSkipped =
    picked.time !== undefined &&
    local !== undefined &&
    isLocalTime(local) &&
    instantsOf(local, timeZone).kind === 'never';
  return isSkipped && fields.has(PICKERS[side].time) ? PICKERS[side].time : PICKERS[side].date;
}
