import type { Lab } from './lab.ts';

/** What a story asks for. */
export interface Order {
  /** Typed into the field of the organization, and into that of the configuration. */
  readonly organization: string;
  readonly configuration: string;
  readonly eventIds: readonly string[];
  /** The names of the configurations that this means: each is a target for each event. */
  readonly configurations: readonly string[];
  /** The order of the calls; the form's default if absent. */
  readonly inOrder?: string;
  /** Webhooks a minute; doo's default if absent. */
  readonly maxRatePerMin?: number;
}

/** Orders for one configuration of an organization with many. */
export function toCrm(...eventIds: readonly string[]): Order {
  const configuration = 'CRM production';
  return { organization: 'Acme', configuration, eventIds, configurations: [configuration] };
}

/** The organization's second event, which the data set does not have. */
const SECOND_EVENT = 63002;

/** Two events of an organization with three configurations, for all of these. */
export const TO_ALL: Order = {
  organization: 'Initech',
  configuration: 'All systems',
  eventIds: ['63001', String(SECOND_EVENT)],
  configurations: ['Back office', 'Guest list', 'Reports'],
};

/** Has doo know the events of every order. */
export function addEvents({ sandbox: { doo } }: Lab): void {
  const [first] = TO_ALL.eventIds;
  const like = doo.data.events.find(({ eventId }) => String(eventId) === first);
  if (like === undefined) throw new Error(`doo does not know event ${first}`);
  doo.data.events.push({ ...like, eventId: SECOND_EVENT, title: 'Initech Picnic' });
}

/** In the order in which they are sent. */
export function targetNames({ eventIds, configurations }: Order): readonly string[] {
  return eventIds.flatMap((id) => configurations.map((name) => targetName(id, name)));
}

export function targetName(eventId: string, configuration: string): string {
  return `event ${eventId} to ${configuration}`;
}
