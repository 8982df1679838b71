import type { MemoryExecution, VirtualClock } from './durable-memory.ts';
import type { FakeChannel } from './fake-channel.ts';
import type { FakeDoo } from './fake-doo.ts';
import type { FakeLedger } from './fake-ledger.ts';
import type { Directory, Model } from './model.ts';

/** The real workflow between a channel, a doo and a directory that do as they are told. */
export interface World {
  readonly clock: VirtualClock;
  readonly execution: MemoryExecution;
  readonly slack: FakeChannel;
  readonly doo: FakeDoo;
  readonly directory: Directory;
  readonly ledger: FakeLedger;
  readonly eventIds: readonly string[];
  readonly configurationIds: readonly string[];
  /** Webhooks a minute that were asked for. */
  readonly maxRatePerMin: number | undefined;
  readonly model: Model;
  /** What was shown although it was not so, in sentences. */
  readonly untruths: readonly string[];
}
