import type { MemoryExecution, VirtualClock } from './durable-memory.ts';
import type { FakeChannel } from './fake-channel.ts';
import type { FakeDoo } from './fake-doo.ts';
import type { FakeLedger } from './fake-ledger.ts';
import type { Directory, Model } from './model.ts';

/** The real workflow with a scripted channel, doo and directory. */
export interface World {
  readonly clock: VirtualClock;
  readonly execution: MemoryExecution;
  readonly slack: FakeChannel;
  readonly doo: FakeDoo;
  readonly directory: Directory;
  readonly ledger: FakeLedger;
  readonly eventIds: readonly string[];
  readonly configurationIds: readonly string[];
  /** The requested webhooks per minute. */
  readonly maxRatePerMin: number | undefined;
  /** The requested order of the calls. */
  readonly order: 'one_by_one' | 'at_once' | 'one_first' | undefined;
  readonly model: Model;
  /** Untrue statements that were shown, in sentences. */
  readonly untruths: readonly string[];
}
