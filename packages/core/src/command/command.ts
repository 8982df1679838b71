import type { Resource } from '../doo/resources.ts';
import type { DooWindow } from '../repush/window.ts';

/** What a command line asks to be filled into the form: only what was given. */
export interface CommandDraft {
  readonly resource?: Resource;
  readonly eventIds?: readonly string[];
  /** Part of a name, or an id, as typed. */
  readonly organization?: string;
  /** Part of a configuration's name, as typed. */
  readonly configuration?: string;
  readonly configurationId?: string;
  /** doo's local times, on whole minutes. */
  readonly window?: DooWindow;
  /** Names of the resource's types, with or without `on_`, as written. */
  readonly webhookTypes?: readonly string[];
  readonly maxRatePerMin?: number;
  readonly reason?: string;
  readonly ticket?: string;
  /** What the line speaks of and does not settle: these fields stay empty and are asked for. */
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

/** Which requests of the ledger are asked for: those that meet all that is given. */
export interface HistoryQuery {
  readonly eventId?: string;
  /** Part of a name, or an id, as typed. */
  readonly organization?: string;
  /** A person who asked or decided. */
  readonly userId?: string;
  readonly ticket?: string;
  /** Words without a kind: an organization or a ticket, as typed. */
  readonly text?: string;
  /** The earliest moment, in milliseconds since the epoch. */
  readonly sinceMs?: number;
}

export type CommandText =
  | {
      readonly kind: 'draft';
      readonly draft: CommandDraft;
      /** Sentences for the person alone: what was dropped, what was read in one of two ways. */
      readonly notes: readonly string[];
      /** Sentences that name each part of the line that was not understood. No token is ever in them. */
      readonly faults: readonly string[];
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'history'; readonly query: HistoryQuery }
  /** The form of an earlier request, by the six digits of its reference. */
  | { readonly kind: 'again'; readonly reference: string }
  | {
      readonly kind: 'export';
      readonly format: 'xlsx' | 'csv';
      readonly sinceMs?: number;
      readonly untilMs?: number;
    }
  | {
      readonly kind: 'unreadable';
      /** Sentences that name each part that was not understood. No token is ever in them. */
      readonly message: string;
      /** The closest right form: what to type after the command. It can be read as it is. */
      readonly suggestion: string;
      /** The line of the form that was probably meant, empty where nobody knows; none for a list. */
      readonly opens?: string;
    };

export interface CommandContext {
  readonly nowMs: number;
  /** IANA zone in which doo reads its times. */
  readonly timeZone: string;
  /** The highest rate that may be asked for, in webhooks a minute. */
  readonly maxRatePerMin: number;
}
