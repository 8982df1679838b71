import type { Configuration, ConfigurationList } from '@doo-repush/core/doo/configurations';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import type { Target } from '@doo-repush/core/repush/targets';
import type { WaitingRules } from '@doo-repush/core/repush/waiting';
import type { LedgerSource } from '../ledger/scan.ts';
import type { Card, PreviousFacts } from '../model/card.ts';
import type { CheckedRequest, EarlierFacts } from '../model/checked-request.ts';
import type { CardState } from '../model/request-state.ts';
import type { DooAccess } from '../runtime/doo-access.ts';
import type { Log } from '../runtime/log.ts';
import type { Kept } from '../runtime/ttl-cache.ts';
import type { People } from '../slack-api/directory.ts';
import type { Channel } from './channel/channel.ts';
import type { LedgerWriter } from './channel/writer.ts';
import type { CheckWord } from './check/progress-message.ts';
import type { Durable } from './durable.ts';
import type { Operations } from './operations.ts';
import type { Reminders } from './reminders.ts';

/** Everything outside of the execution that the workflow uses. */
export interface WorkflowDeps {
  readonly executionArn: string;
  /** The longest that a request may wait for a decision, in real time. */
  readonly approvalTimeoutMs: number;
  readonly waiting: WaitingRules;
  /** The people and groups of the setting. */
  readonly approvers: readonly string[];
  /** How many requests of one person may wait or be sent at once. */
  readonly maxOpenRequests: number;
  readonly approverMention: string | undefined;
  readonly channelId: string;
  readonly channel: () => Promise<Channel>;
  /** The same with a time limit of a few seconds, for what is tried once; `signal` ends it sooner. */
  readonly hastyChannel: (signal?: AbortSignal) => Promise<Channel>;
  /** @param signal ends every call */
  readonly people: (signal?: AbortSignal) => Promise<People>;
  readonly access: DooAccess;
  /** The ledger, read with the present token; `signal` ends every call. */
  readonly ledger: (signal?: AbortSignal) => Promise<LedgerSource>;
  /** Configurations of doo that were found a moment ago. */
  readonly configurations: Kept<Configuration>;
  /** Lists of configurations that a check has begun to read, by execution. */
  readonly begunLists: Kept<ConfigurationList>;
  /** IANA zone of doo's times. */
  readonly timeZone: string;
  readonly now: () => number;
  /** A signal that ends so many milliseconds from now. */
  readonly timeout: (ms: number) => AbortSignal;
  readonly random: () => number;
  readonly log: Log;
}

/** A request that passed its check, on its way through one execution. */
export interface Run {
  readonly durable: Durable;
  readonly operations: Operations;
  readonly deps: WorkflowDeps;
  readonly writer: LedgerWriter;
  readonly log: Log;
  readonly request: RepushRequest;
  readonly checked: CheckedRequest;
  /** The calls that an approval is for. */
  readonly targets: readonly Target[];
  readonly requesterId: string;
  /** Where the requester asked, if Slack answers there. */
  readonly responseUrl: string | undefined;
  readonly askedAtMs: number;
  readonly expiresAtMs: number;
  readonly reminders: Reminders;
  readonly previous: PreviousFacts | undefined;
  readonly checkWord: CheckWord;
  readonly cardIn: (state: CardState) => Card;
  /** From now on the card says this of earlier requests. */
  readonly learn: (earlier: EarlierFacts) => void;
}
