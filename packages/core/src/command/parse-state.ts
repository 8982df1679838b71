import type { Resource } from '../doo/resources.ts';
import { shorten } from '../repush/event-ids.ts';

/** What a command line has given so far, each value once. */
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

/** What a line may leave open. */
export type Slot = keyof Values | 'since' | 'until';

/** A line as far as it has been read: what it gives, what is wrong with it, how it would be right. */
export interface Reading {
  readonly values: Partial<Values>;
  /** Every time that is given for an end of the window, as typed. */
  readonly times: { readonly since: string[]; readonly until: string[] };
  /** What the line speaks of and does not settle; nothing that comes later settles it. */
  readonly open: Set<Slot>;
  /** What words that are nothing were probably meant to be: open too, but no sign of a meaning. */
  readonly doubted: Set<Slot>;
  readonly notes: string[];
  /** Sentences that name each part that could not be read. */
  readonly faults: string[];
  /** The right form of each part, given or guessed. */
  readonly fragments: Partial<Record<Slot, string>>;
}

/** As many as a person reads, and as fit into a message. */
const MOST_FAULTS = 8;

/** What is wrong with a line: each sentence once, and no more than a person reads. */
export function mostFaults(faults: readonly string[]): readonly string[] {
  const all = [...new Set(faults)];
  const left = all.length - MOST_FAULTS;
  return left > 0 ? [...all.slice(0, MOST_FAULTS), `${left} more parts are wrong.`] : all;
}

/** The same in one text. */
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

/** Names what was not understood, and leaves open what it is of, where the line says that. */
export function leaveOpen(reading: Reading, slot: Slot | undefined, fault: string): void {
  reading.faults.push(fault);
  if (slot === undefined) return;
  const known = slot === 'since' || slot === 'until' ? undefined : reading.values[slot];
  if (known !== undefined) reading.faults.push(leftOutWords(reading.fragments[slot] ?? ''));
  setOpen(reading, slot);
}

/** Leaves open what was given, where the fault names it. */
export function takeBack(reading: Reading, slot: Slot, fault: string): void {
  reading.faults.push(fault);
  setOpen(reading, slot);
}

/** Leaves a part open. */
export function setOpen(reading: Reading, slot: Slot): void {
  reading.open.add(slot);
  if (slot !== 'since' && slot !== 'until') delete reading.values[slot];
}

/** Takes a value; a second one that differs leaves it open, since neither may win in silence. */
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

/** What is said of a value beside another one that could not be taken. */
export function leftOutWords(fragment: string): string {
  return `"${shorten(fragment)}" is left out as well, since it is given more than once.`;
}

/** Notes how a part would be right, unless the line gives that value elsewhere. */
export function propose(reading: Reading, slot: Slot, fragment: string): void {
  reading.fragments[slot] ??= fragment;
}

/** An option as it is written: in quotation marks where it needs them. */
export function written(keyword: string, value: string): string {
  const isPlain = /^[^\s"'`“”„‟«»＂‘’‚‛‹›\\]+$/.test(value) && !/[,;]$/.test(value);
  return `${keyword}:${isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
}
