/** How long something that was begun before it was needed stays good. */
const GOOD_FOR_MS = 4_000;

/** The wall clock and the clock of the process, in milliseconds. */
export interface Clocks {
  readonly wall: () => number;
  readonly process: () => number;
}

/**
 * Something that the start of a process begins before it is needed. It serves once, and only while both
 * clocks say that it is recent: the process may have been frozen since (which only the wall clock shows),
 * and the wall clock may have been set (which only the other one shows).
 * @returns a function that hands it out; `undefined` from the second time on, or when it is too old
 */
export function serveOnce<T>(begun: T, clocks: Clocks): () => T | undefined {
  const wallMs = clocks.wall();
  const processMs = clocks.process();
  let kept: T | undefined = begun;
  return () => {
    const taken = kept;
    kept = undefined;
    return isRecent(clocks.wall() - wallMs) && isRecent(clocks.process() - processMs)
      ? taken
      : undefined;
  };
}

function isRecent(ageMs: number): boolean {
  return ageMs >= 0 && ageMs <= GOOD_FOR_MS;
}

/** Lets the event loop take one turn: an import never does, and a connection starts with the next one. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
