import type { Door } from './door.ts';

/** Checks whether a function calls a peer between its response and the next event. */
export interface Watch {
  answered(): void;
  sleeps(): void;
  /** Call this before it continues: anything done while frozen would show here. */
  wakes(): void;
  /** Its violations, in sentences. */
  faults(): readonly string[];
}

export function createWatch(doors: readonly Door[]): Watch {
  const found: string[] = [];
  const activity = () => doors.reduce((sum, door) => sum + door.activity, 0);
  let last = 0;
  const compare = (when: string) => {
    const present = activity();
    if (present !== last) found.push(`it called a peer ${when}`);
    last = present;
  };
  let hasAnswered = false;
  return {
    answered() {
      last = activity();
      hasAnswered = true;
    },
    sleeps() {
      if (hasAnswered) compare('after its answer');
    },
    wakes() {
      if (hasAnswered) compare('in its sleep');
    },
    faults: () => found,
  };
}
