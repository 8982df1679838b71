import type { LedgerSource } from '../ledger/scan.ts';
import type { Log } from '../runtime/log.ts';
import type { People } from '../slack-api/directory.ts';
import type { Patience } from '../slack-api/retry.ts';

/** Everything outside of itself that a task uses. */
export interface WorkerDeps {
  readonly source: LedgerSource;
  readonly people: People;
  /** The workspace whose people are answered. */
  readonly teamId: string;
  /** For reading the ledger. */
  readonly reading: Patience;
  /** For telling what was read: it ends later, so that a reading without an end is told as well. */
  readonly telling: Patience;
  readonly timeZone: string;
  /** The slash command of the stage. */
  readonly command: string;
  /** Whether answers may be sent to this machine. */
  readonly allowLoopback: boolean;
  readonly newReference: () => string;
  readonly now: () => number;
  readonly log: Log;
}
