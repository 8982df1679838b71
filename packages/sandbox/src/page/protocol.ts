import type { JsonObject } from '../slack/json.ts';
import type { Ephemeral, Message, Notice, ViewRecord } from '../slack/workspace/model.ts';

/*
 * What the server and the browser send each other. Both sides import it, so it uses nothing that only
 * one of them has.
 */

/** A person who can be played, with what they may do. */
export interface PlayedPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** IANA time zone in which they see times. */
  readonly timeZone: string;
}

export interface ShownChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly memberCount: number;
}

/** The names behind ids, and what the app offers. */
export interface ShownWorkspace {
  readonly name: string;
  /** The start of every message address; ends in a slash. */
  readonly url: string;
  readonly approvalsId: string;
  readonly app: {
    readonly name: string;
    readonly userId: string;
    readonly hasHome: boolean;
    readonly takesMessages: boolean;
  };
  readonly command: { readonly name: string; readonly about: string; readonly hint: string };
  readonly shortcuts: readonly {
    readonly type: string;
    readonly name: string;
    readonly callbackId: string;
  }[];
  readonly people: readonly PlayedPerson[];
  readonly userNames: Readonly<Record<string, string>>;
  readonly groupNames: Readonly<Record<string, string>>;
  readonly channels: readonly ShownChannel[];
}

/** A call that doo received. */
export interface ShownCall {
  readonly atMs: number;
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly fault?: string | undefined;
  readonly status?: number | undefined;
  readonly acted: boolean;
}

/** What the customer's endpoint received, and how far doo's deliveries have come. */
export interface ShownEndpoint {
  readonly arrivals: readonly {
    readonly path: string;
    readonly type: string;
    readonly count: number;
  }[];
  readonly runs: readonly {
    readonly id: string;
    readonly resource: string;
    readonly total: number;
    readonly delivered: number;
    readonly deadLettered: number;
  }[];
  readonly isFailing: boolean;
  /** Webhooks are sent this many times faster than by the real doo. */
  readonly timeFactor: number;
}

/** A fault of doo that is currently on. */
export interface ShownFault {
  readonly endpoint: string;
  /** The preset's id, or the fault's name if it is not a preset. */
  readonly preset: string;
  readonly callsLeft?: number | undefined;
}

export interface Switches {
  /** The customer's endpoint fails. */
  readonly endpointFails: boolean;
  /** Lambda delivers each start of the workflow twice. */
  readonly startsTwice: boolean;
  /** Events about ended executions from AWS are lost, late or doubled. */
  readonly eventsLost: boolean;
  readonly eventsLate: boolean;
  readonly eventsTwice: boolean;
}

export type SwitchName = keyof Switches;

/** How the card of a request ends. */
export type FaultEnd = 'Accepted' | 'Refused' | 'Not sent' | 'Unclear';

export interface ShownFaults {
  /** The faults that can be chosen. */
  readonly presets: readonly {
    readonly id: string;
    readonly label: string;
    /** The outcome of a request whose init calls all meet this fault. */
    readonly end: FaultEnd;
  }[];
  readonly doo: readonly ShownFault[];
  readonly limits: {
    readonly perSecond: number | null;
    readonly perDay: number | null;
    readonly retryAfter: boolean;
  };
  readonly switches: Switches;
}

/** One request from Slack to the app. */
export interface ShownDelivery {
  readonly id: string;
  readonly kind: string;
  readonly userId: string;
  readonly atMs: number;
  readonly durationMs: number | null;
  readonly status: number | null;
  readonly late: boolean;
  readonly error: string | null;
}

/** Everything that one person and their player see; sent in parts as they change. */
export interface Picture {
  /** Identifies this start of the server and the page's own code. */
  readonly server: { readonly startId: string; readonly pageVersion: string };
  readonly clock: { readonly aheadMs: number };
  readonly workspace: ShownWorkspace;
  /** By channel id, oldest first, including replies. */
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  readonly ephemerals: readonly Ephemeral[];
  readonly notices: readonly Notice[];
  /** The form that the person has open. */
  readonly view: ViewRecord | null;
  readonly home: ViewRecord | null;
  readonly calls: readonly ShownCall[];
  readonly endpoint: ShownEndpoint;
  readonly faults: ShownFaults;
  readonly deliveries: readonly ShownDelivery[];
}

/**
 * The messages as sent: one that this stream already sent, and that has not changed, is only its `ts`.
 */
export type SentMessages = Readonly<Record<string, readonly (Message | string)[]>>;

/** The parts of a picture that have changed. */
export type SentParts = Partial<Omit<Picture, 'messages'> & { readonly messages: SentMessages }>;

/** The app's response to a look-up. */
export interface Offers {
  readonly options: readonly JsonObject[];
  /** What went wrong, in words; null if nothing did. */
  readonly problem: string | null;
}
