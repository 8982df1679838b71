import type { RepushRequest } from '@doo-repush/core/repush/request';
import { type Target, targetsOf } from '@doo-repush/core/repush/targets';
import type { Resolved, StateName } from './state-name.ts';

/** A webhook configuration of a request, as doo had it at the time of the check. */
export interface ConfigurationFacts {
  readonly id: string;
  readonly name: string;
  /** The first of its endpoint hosts for the resource. */
  readonly hosts: readonly string[];
  /** The total number of hosts. */
  readonly hostCount: number;
  /** The name or host that indicates production, if any. */
  readonly production?: string;
  /** Hash of its name and all its hosts; a different value means that doo's configuration has changed. */
  readonly fingerprint: string;
}

/** A window's instants, in milliseconds since the epoch, as far as they are known. */
export interface WindowFacts {
  /** The IANA zone in which doo interprets its times. */
  readonly timeZone: string;
  readonly afterMs?: number;
  readonly beforeMs?: number;
  /** Sentences about how its times were read. */
  readonly notes: readonly string[];
}

/** An earlier request that shares a target with this one. */
export interface Repeat {
  readonly reference: string;
  readonly by: string;
  readonly state: StateName;
  readonly resolved?: Resolved;
  /** When it was decided, or else requested. */
  readonly atMs: number;
  /** The events in both requests; empty for a resource of the organization. */
  readonly eventIds: readonly string[];
  /** Slack's permalink of its card, if Slack returned one. */
  readonly link?: string;
}

/** A request that names some of the events under another organization. */
export interface Elsewhere {
  readonly reference: string;
  readonly organization: string;
  readonly eventIds: readonly string[];
  readonly state: StateName;
  readonly resolved?: Resolved;
  readonly link?: string;
}

/** The newest request for the same events and system, of which doo accepted every call. */
export interface LastTime {
  readonly atMs: number;
  readonly items: number;
  /** Whether it had the same window and webhook types. */
  readonly isAlike: boolean;
}

/** What the ledger said about earlier requests at the time of the check. */
export type EarlierFacts =
  | {
      readonly kind: 'unread';
      /** References of earlier requests for the same that are known to be approved. */
      readonly approved?: readonly string[];
    }
  | {
      readonly kind: 'read';
      /** The newest ones, requested or decided within 24 hours. */
      readonly repeats: readonly Repeat[];
      /** How many more there are. */
      readonly more: number;
      /**
       * How far back the ledger was read without finding a repush to this configuration; absent if one was
       * found.
       */
      readonly firstSinceMs?: number;
      readonly last?: LastTime;
      /** Requests that name one of the events under another organization. */
      readonly elsewhere?: readonly Elsewhere[];
      /** References of all requests for the same that had been approved by then. */
      readonly approved?: readonly string[];
      /** The newest card that was read; absent if there was none. */
      readonly newestTs?: string;
    };

/** What doo said about an event at the time of the check. */
export type EventFacts =
  | {
      readonly kind: 'found';
      readonly title: string;
      /** In doo's notation. */
      readonly startDate?: string;
      readonly endDate?: string;
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unchecked' };

/** A request with the names that the check found: the content of a card. */
export interface CheckedRequest {
  readonly request: RepushRequest;
  readonly organizationName: string;
  /** The team under which doo lists its configurations. */
  readonly teamId: string;
  /** What the approval covers: one configuration or, for *All configurations*, those that doo listed. */
  readonly configurations: readonly ConfigurationFacts[];
  /** False if doo may have more configurations; those receive nothing. */
  readonly isListComplete: boolean;
  /** Places that are skipped, counted from 1 over all events and configurations. */
  readonly leftOut?: readonly number[];
  /** By event ID. */
  readonly events: Readonly<Record<string, EventFacts>>;
  readonly earlier: EarlierFacts;
  readonly window: WindowFacts;
}

/** The init calls that an approval of the card covers. */
export function targetsOfChecked({
  request,
  configurations,
  leftOut,
}: Pick<CheckedRequest, 'request' | 'configurations' | 'leftOut'>): readonly Target[] {
  const configurationIds = configurations.map(({ id }) => id);
  return targetsOf(request, { configurationIds, ...(leftOut && { leftOut }) });
}
