/** Says how far a matrix has come, for as long as it runs. */
export interface Progress {
  /** One more cell has been played; `finding` names it, and what it broke, if anything. */
  ran(finding?: string): void;
  /** What one cell found has been looked for again. */
  repeated(isBroken: boolean): void;
  /** Nothing is said any more. */
  end(): void;
}

const EVERY_MS = 30_000;

/** @param all how many cells there are to play */
export function createProgress(say: (text: string) => void, all: number): Progress {
  const startMs = performance.now();
  let played = 0;
  let found = 0;
  let repeated = 0;
  let confirmed = 0;
  const timer = setInterval(() => {
    const minutes = ((performance.now() - startMs) / 60_000).toFixed(1);
    const again = played < all ? '' : `, ${repeated} played again, ${confirmed} found again`;
    say(`${played} of ${all} cells, ${found} with a finding${again}, ${minutes} minutes`);
  }, EVERY_MS);
  return {
    ran(finding) {
      played += 1;
      if (finding === undefined) return;
      found += 1;
      say(`a finding, to be played again: ${finding}`);
    },
    repeated(isBroken) {
      repeated += 1;
      if (isBroken) confirmed += 1;
    },
    end: () => clearInterval(timer),
  };
}
