import type { Configuration, ConfigurationList } from '@doo-repush/core/doo/configurations';
import type { LedgerSource } from '../../ledger/scan.ts';
import type { DooAccess } from '../../runtime/doo-access.ts';
import type { Kept } from '../../runtime/ttl-cache.ts';
import type { People } from '../../slack-api/directory.ts';
import type { CheckClock } from './part.ts';

/** What the check reads. */
export interface CheckDeps extends CheckClock {
  readonly executionArn: string;
  readonly approvalTimeoutMs: number;
  readonly maxOpenRequests: number;
  /** @param signal ends every call */
  readonly people: (signal?: AbortSignal) => Promise<People>;
  readonly access: DooAccess;
  /** The ledger, read with the present token; `signal` ends every call. */
  readonly ledger: (signal?: AbortSignal) => Promise<LedgerSource>;
  /** Configurations that were found a moment ago. */
  readonly configurations: Kept<Configuration>;
  /** Lists of configurations that an earlier attempt of the same check has begun, by execution. */
  readonly begunLists: Kept<ConfigurationList>;
  /** IANA zone of doo's times. */
  readonly timeZone: string;
}
