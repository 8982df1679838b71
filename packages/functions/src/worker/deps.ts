import type { LedgerSource } from '../ledger/scan.ts';
import type { Log } from '../runtime/log.ts';
import type { People } from '../slack-api/directory.ts';
import type { Patience } from '../slack-api/retry.ts';

/** The dependencies of a task. */
export interface WorkerDeps {
  readonly source: LedgerSource;
  readonly people: People;
  /** The workspace whose people are answered. */
  readonly teamId: string;
  /** For reading the ledger. */
  readonly reading: Patience;
  /**
   * For telling people what was read. Its deadline is later, so that running out of time can be told too.
   */
  readonly telling: Patience;
  readonly timeZone: string;
  /** The slash command of this stage. */
  readonly command: string;
  /** Whether responses may be sent to this machine. */
  readonly allowLoopback: boolean;
  readonly newReference: () => string;
  readonly now: () => number;
  readonly log: Log;
}
