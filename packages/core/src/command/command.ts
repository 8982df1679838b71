import type { Resource } from '../doo/resources.ts';
import type { DooWindow, WindowAgo } from '../repush/window.ts';

/** The form values that a command line gives; absent ones were not given. */
export interface CommandDraft {
  readonly resource?: Resource;
  readonly eventIds?: readonly string[];
  /** An ID or part of a name, as typed. */
  readonly organization?: string;
  /** Part of a configuration's name, as typed. */
  readonly configuration?: string;
  readonly configurationId?: string;
  /** doo's local times, to the minute. */
  readonly window?: DooWindow;
  /** Of the ends of the window that the line gives as a time ago. */
  readonly ago?: WindowAgo;
  /** Names of the resource's types, with or without `on_`, as typed. */
  readonly webhookTypes?: readonly string[];
  readonly maxRatePerMin?: number;
  readonly reason?: string;
  readonly ticket?: string;
  /** Fields that the line mentions without settling: they stay empty and the form asks for them. */
  readonly open?: readonly OpenField[];
}

export type OpenField =
  | 'resource'
  | 'eventIds'
  | 'organization'
  | 'configuration'
  | 'after'
  | 'before'
  | 'webhookTypes'
  | 'maxRatePerMin'
  | 'reason'
  | 'ticket';

/** A query for requests in the ledger. All given criteria must match. */
export interface HistoryQuery {
  readonly eventId?: string;
  /** An ID or part of a name, as typed. */
  readonly organization?: string;
  /** A requester or a decider. */
  readonly userId?: string;
  readonly ticket?: string;
  /** Words without a keyword: an organization or a ticket, as typed. */
  readonly text?: string;
  /** The earliest time, in milliseconds since the epoch. */
  readonly sinceMs?: number;
}

export type CommandText =
  | {
      readonly kind: 'draft';
      readonly draft: CommandDraft;
      /** Sentences for the requester alone: what was dropped, and how ambiguous parts were read. */
      readonly notes: readonly string[];
      /** Sentences that name each part of the line that could not be read. They never contain a token. */
      readonly faults: readonly string[];
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'history'; readonly query: HistoryQuery }
  /** The form of an earlier request, by its six-digit reference. */
  | { readonly kind: 'again'; readonly reference: string }
  | {
      readonly kind: 'export';
      readonly format: 'xlsx' | 'csv';
      readonly sinceMs?: number;
      readonly untilMs?: number;
    }
  | {
      readonly kind: 'unreadable';
      /** Sentences that name each part that could not be read. They never contain a token. */
      readonly message: string;
      /** The closest valid line: what to type after the command. */
      readonly suggestion: string;
      /**
       * The line that was probably meant, to open the form with; empty if unknown, absent for history and
       * exports.
       */
      readonly opens?: string;
    };

export interface CommandContext {
  readonly nowMs: number;
  /** The IANA zone in which doo interprets its times. */
  readonly timeZone: string;
  /** The highest rate that may be requested, in webhooks per minute. */
  readonly maxRatePerMin: number;
}
