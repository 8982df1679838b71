import type { Resource } from '../doo/resources.ts';
import { shorten } from '../repush/event-ids.ts';

/** The values read so far. */
export interface Values {
  resource: Resource;
  eventIds: readonly string[];
  types: readonly string[];
  rate: number;
  reason: string;
  ticket: string;
  org: string;
  config: string;
  configurationId: string;
}

/** The parts that a line may leave open. */
export type Slot = keyof Values | 'since' | 'until';

/** The state of parsing a line: its values, its errors and its corrections. */
export interface Reading {
  readonly values: Partial<Values>;
  /** Every time given for each end of the window, as typed. */
  readonly times: { readonly since: string[]; readonly until: string[] };
  /** Parts that the line mentions without settling; later words cannot settle them. */
  readonly open: Set<Slot>;
  /**
   * Parts that unknown words were probably meant to be. They are open too, but do not show that the line
   * was understood.
   */
  readonly doubted: Set<Slot>;
  readonly notes: string[];
  /** Sentences that name each part that could not be read. */
  readonly faults: string[];
  /** The valid spelling of each part, given or guessed. */
  readonly fragments: Partial<Record<Slot, string>>;
}

/** As many as people read and as fit into a message. */
const MOST_FAULTS = 8;

/** The distinct errors of a line, limited to as many as people read. */
export function mostFaults(faults: readonly string[]): readonly string[] {
  const all = [...new Set(faults)];
  const left = all.length - MOST_FAULTS;
  return left > 0 ? [...all.slice(0, MOST_FAULTS), `${left} more parts are wrong.`] : all;
}

/** The same as one text. */
export function faultWords(faults: readonly string[]): string {
  return mostFaults(faults).join(' ');
}

export function newReading(): Reading {
  return {
    values: {},
    times: { since: [], until: [] },
    open: new Set(),
    doubted: new Set(),
    notes: [],
    faults: [],
    fragments: {},
  };
}

/** Reports an error, and leaves open the part that it concerns, if known. */
export function leaveOpen(reading: Reading, slot: Slot | undefined, fault: string): void {
  reading.faults.push(fault);
  if (slot === undefined) return;
  const known = slot === 'since' || slot === 'until' ? undefined : reading.values[slot];
  if (known !== undefined) reading.faults.push(leftOutWords(reading.fragments[slot] ?? ''));
  setOpen(reading, slot);
}

/** Leaves open a part whose value was given, with an error that already names the value. */
export function takeBack(reading: Reading, slot: Slot, fault: string): void {
  reading.faults.push(fault);
  setOpen(reading, slot);
}

export function setOpen(reading: Reading, slot: Slot): void {
  reading.open.add(slot);
  if (slot !== 'since' && slot !== 'until') delete reading.values[slot];
}

/** Sets a value. A different second one leaves the part open: neither may win silently. */
export function take<Name extends keyof Values>(
  reading: Reading,
  slot: Name,
  value: Values[Name],
  fragment: string,
): void {
  const known = reading.values[slot];
  if (reading.open.has(slot)) {
    reading.faults.push(leftOutWords(fragment));
  } else if (known === undefined) {
    reading.values[slot] = value;
    reading.fragments[slot] = fragment;
  } else if (JSON.stringify(known) !== JSON.stringify(value)) {
    takeBack(
      reading,
      slot,
      `"${shorten(reading.fragments[slot] ?? '')}" and "${shorten(fragment)}" contradict each other: give one of them.`,
    );
  }
}

/** The error for a value next to another one for the same part that could not be used. */
export function leftOutWords(fragment: string): string {
  return `"${shorten(fragment)}" is left out as well, since it is given more than once.`;
}

/** Records a suggestion for a part, unless the line gives it elsewhere. */
export function propose(reading: Reading, slot: Slot, fragment: string): void {
  reading.fragments[slot] ??= fragment;
}

/** Formats an option, quoting its value if necessary. */
export function written(keyword: string, value: string): string {
  const isPlain = /^[^\s"'`“”„‟«»＂‘’‚‛‹›\\]+$/.test(value) && !/[,;]$/.test(value);
  return `${keyword}:${isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
}
