import type { ResourceName } from './resources.ts';

/** Something that doo can send a webhook for: an order, an attendee, a contact … */
export interface Item {
  readonly id: string;
  readonly updatedAtMs: number;
}

/** One event with everything scoped by its id. */
export interface DooEvent {
  readonly eventId: number;
  readonly organizationId: number;
  readonly title: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly updatedAtMs: number;
  readonly items: Readonly<Partial<Record<ResourceName, readonly Item[]>>>;
}

/** One organization. Its configurations are listed under `teamId`. */
export interface Organization {
  readonly name: string;
  readonly organizationId: number;
  readonly teamId: string;
  readonly contacts: readonly Item[];
}

/** One hook of a configuration. `query` makes it a GraphQL hook, whose `type` ends in 32 hex digits. */
export interface Hook {
  readonly type: string;
  readonly endpoint: string;
  readonly query?: string;
}

/** A webhook configuration. With `eventId` it is attached to that one event only. */
export interface Configuration {
  readonly id: string;
  readonly organizationId: number;
  readonly name: string;
  readonly description?: string;
  readonly eventId?: number;
  readonly hooks: readonly Hook[];
  /** The receiver's OAuth secret, which doo's list returns in clear text. */
  readonly receiverSecret?: string;
}

/** One set of client credentials, and the organizations for which its tokens may act. */
export interface ApiClient {
  readonly apiKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly organizationIds: readonly number[];
  /** A bearer token that is valid without a call to `/oauth`. */
  readonly accessToken?: string;
}

/** Everything the peer knows. */
export interface DooData {
  readonly clients: readonly ApiClient[];
  readonly organizations: readonly Organization[];
  /** Customers add, change and remove configurations and events at any time. */
  readonly configurations: Configuration[];
  readonly events: DooEvent[];
  /** The fields of GraphQL's `event`; a query for any other field gets errors. */
  readonly eventFields: readonly string[];
}
