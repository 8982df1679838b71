import type { Resource } from '../doo/resources.ts';
import { shorten } from '../repush/event-ids.ts';

/** What a command line has given so far, each value once. */
export interface Values {
  resource: Resource;
  eventIds: readonly string[];
  since: string;
  until: string;
  types: readonly string[];
  rate: number;
  reason: string;
  ticket: string;
  org: string;
  configurationId: string;
}

/** A line as far as it has been read: what it gives, what is wrong with it, how it would be right. */
export interface Reading {
  readonly values: Partial<Values>;
  readonly notes: string[];
  /** Sentences that name each part that could not be read. */
  readonly faults: string[];
  /** The right form of each part, given or guessed. */
  readonly fragments: Partial<Record<keyof Values, string>>;
}

/** As many as a person reads, and as fit into a message. */
const MOST_FAULTS = 8;

/** What is wrong with a line, in sentences. */
export function faultWords(faults: readonly string[]): string {
  const all = [...new Set(faults)];
  const left = all.length - MOST_FAULTS;
  return (left > 0 ? [...all.slice(0, MOST_FAULTS), `${left} more parts are wrong.`] : all).join(
    ' ',
  );
}

export function newReading(): Reading {
  return { values: {}, notes: [], faults: [], fragments: {} };
}

/** Takes a value; a second one that differs is a fault, since neither may win in silence. */
export function take<Slot extends keyof Values>(
  reading: Reading,
  slot: Slot,
  value: Values[Slot],
  fragment: string,
): void {
  const known = reading.values[slot];
  if (known === undefined) {
    reading.values[slot] = value;
    reading.fragments[slot] = fragment;
  } else if (JSON.stringify(known) !== JSON.stringify(value)) {
    reading.faults.push(
      `"${shorten(reading.fragments[slot] ?? '')}" and "${shorten(fragment)}" contradict each other: give one of them.`,
    );
  }
}

/** Notes how a part would be right, unless the line gives that value elsewhere. */
export function propose(reading: Reading, slot: keyof Values, fragment: string): void {
  reading.fragments[slot] ??= fragment;
}

/** An option as it is written: in quotation marks where it needs them. */
export function written(keyword: string, value: string): string {
  const isPlain = /^[^\s"'`“”„‟«»＂‘’‚‛‹›\\]+$/.test(value) && !/[,;]$/.test(value);
  return `${keyword}:${isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
}
