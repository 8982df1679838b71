import type { RepushRequest } from '@doo-repush/core/repush/request';
import { type Target, targetsOf } from '@doo-repush/core/repush/targets';
import type { Resolved, StateName } from './state-name.ts';

/** A webhook configuration that a request is for, as doo had it when the request was checked. */
export interface ConfigurationFacts {
  readonly id: string;
  readonly name: string;
  /** The first of its endpoint hosts for the resource. */
  readonly hosts: readonly string[];
  /** How many there are. */
  readonly hostCount: number;
  /** The name or the host that says production, where one does. */
  readonly production?: string;
  /** Of its name and all its hosts: another one means that doo has it otherwise. */
  readonly fingerprint: string;
}

/** When a window is: its instants in milliseconds since the epoch, where they are known. */
export interface WindowFacts {
  /** IANA zone in which doo reads its times. */
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
  /** When it was asked, or decided where it was. */
  readonly atMs: number;
  /** The events that both name; none for a resource of the organization. */
  readonly eventIds: readonly string[];
  /** Slack's address of its card, where Slack could say. */
  readonly link?: string;
}

/** A request that names some of the events for another organization. */
export interface Elsewhere {
  readonly reference: string;
  readonly organization: string;
  readonly eventIds: readonly string[];
  readonly state: StateName;
  readonly resolved?: Resolved;
  readonly link?: string;
}

/** What the ledger says of requests before this one, when the request was checked. */
export type EarlierFacts =
  | {
      readonly kind: 'unread';
      /** References of requests for the same that were known to be approved before. */
      readonly approved?: readonly string[];
    }
  | {
      readonly kind: 'read';
      /** The newest ones, requested or decided within 24 hours. */
      readonly repeats: readonly Repeat[];
      /** How many more there are. */
      readonly more: number;
      /**
       * No repush to this configuration was found back to this time, as far as the ledger was read;
       * left out where one was found.
       */
      readonly firstSinceMs?: number;
      /** Requests that name one of the events for another organization. */
      readonly elsewhere?: readonly Elsewhere[];
      /** References of all requests for the same that had been approved by then. */
      readonly approved?: readonly string[];
      /** The newest card that was read; left out where there was none. */
      readonly newestTs?: string;
    };

/** What doo said of an event when the request was checked. */
export type EventFacts =
  | {
      readonly kind: 'found';
      readonly title: string;
      /** As doo writes them. */
      readonly startDate?: string;
      readonly endDate?: string;
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unchecked' };

/** A request with the names that the check found: what a card shows. */
export interface CheckedRequest {
  readonly request: RepushRequest;
  readonly organizationName: string;
  /** Under which doo lists its configurations. */
  readonly teamId: string;
  /** What the approval is for: one, or for *All configurations* those that doo listed. */
  readonly configurations: readonly ConfigurationFacts[];
  /** False where doo may have more of them, which get nothing. */
  readonly isListComplete: boolean;
  /** Places that are not asked for, counted from 1 over all events and configurations. */
  readonly leftOut?: readonly number[];
  /** By event id. */
  readonly events: Readonly<Record<string, EventFacts>>;
  readonly earlier: EarlierFacts;
  readonly window: WindowFacts;
}

/** The init calls that an approval of the card is for. */
export function targetsOfChecked({
  request,
  configurations,
  leftOut,
}: Pick<CheckedRequest, 'request' | 'configurations' | 'leftOut'>): readonly Target[] {
  const configurationIds = configurations.map(({ id }) => id);
  return targetsOf(request, { configurationIds, ...(leftOut && { leftOut }) });
}
