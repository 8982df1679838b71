import { createConfigurations } from './configuration-data.ts';
import type { ApiClient, DooData, DooEvent, Item, Organization } from './model.ts';

const ACME = 5101;
const GLOBEX = 5102;
const INITECH = 5103;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * `count` items with ids from `firstId` up: the first changed 5 minutes ago, each following one 37
 * minutes before the last.
 */
function items(firstId: number, count: number, nowMs: number): Item[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(firstId + index),
    updatedAtMs: nowMs - (5 + index * 37) * MINUTE_MS,
  }));
}

interface EventFacts {
  readonly eventId: number;
  readonly organizationId: number;
  readonly title: string;
  readonly inDays: number;
  readonly orders: number;
  readonly attendees: number;
  readonly invitees: number;
}

const EVENTS: readonly EventFacts[] = [
  {
    eventId: 41231,
    organizationId: ACME,
    title: 'Acme Summit',
    inDays: 21,
    orders: 412,
    attendees: 655,
    invitees: 40,
  },
  {
    eventId: 41232,
    organizationId: ACME,
    title: 'Acme Partner Day',
    inDays: 45,
    orders: 18,
    attendees: 25,
    invitees: 0,
  },
  {
    eventId: 41233,
    organizationId: ACME,
    title: 'Acme Workshop (draft)',
    inDays: 90,
    orders: 0,
    attendees: 0,
    invitees: 0,
  },
  {
    eventId: 52001,
    organizationId: GLOBEX,
    title: 'Globex Expo',
    inDays: -3,
    orders: 1250,
    attendees: 1480,
    invitees: 300,
  },
  {
    eventId: 52002,
    organizationId: GLOBEX,
    title: 'Globex Night: Friends & <Family>',
    inDays: 7,
    orders: 64,
    attendees: 131,
    invitees: 12,
  },
  {
    eventId: 63001,
    organizationId: INITECH,
    title: 'Initech Meetup',
    inDays: 12,
    orders: 9,
    attendees: 11,
    invitees: 5,
  },
];

function createEvent(facts: EventFacts, nowMs: number): DooEvent {
  const startMs = nowMs + facts.inDays * DAY_MS;
  const firstId = facts.eventId * 10_000;
  return {
    eventId: facts.eventId,
    organizationId: facts.organizationId,
    title: facts.title,
    startDate: new Date(startMs).toISOString(),
    endDate: new Date(startMs + DAY_MS).toISOString(),
    updatedAtMs: nowMs - 2 * DAY_MS,
    items: {
      orders: items(firstId, facts.orders, nowMs),
      attendees: items(firstId + 3_000, facts.attendees, nowMs),
      invitees: items(firstId + 6_000, facts.invitees, nowMs),
    },
  };
}

function createOrganizations(nowMs: number): Organization[] {
  return [
    {
      name: 'Acme Conferences',
      organizationId: ACME,
      teamId: '7101',
      contacts: items(9_100_000, 320, nowMs),
    },
    {
      name: 'Globex Events',
      organizationId: GLOBEX,
      teamId: '7102',
      contacts: items(9_200_000, 75, nowMs),
    },
    { name: 'Initech Meetups', organizationId: INITECH, teamId: '7103', contacts: [] },
  ];
}

/** The shared client may act for every organization, the other only for Globex. */
const CLIENTS: readonly ApiClient[] = [
  {
    apiKey: 'placeholder-api-key',
    clientId: 'placeholder-client-id',
    clientSecret: 'placeholder-client-secret',
    organizationIds: [ACME, GLOBEX, INITECH],
    accessToken: 'placeholder-access-token',
  },
  {
    apiKey: 'placeholder-globex-api-key',
    clientId: 'placeholder-globex-client-id',
    clientSecret: 'placeholder-globex-client-secret',
    organizationIds: [GLOBEX],
    accessToken: 'placeholder-globex-access-token',
  },
];

/**
 * The invented data set: three organizations, the first with more configurations than fit on one page.
 * Times are relative to `nowMs`, so that a window such as "the last two hours" matches something.
 */
export function createData(nowMs: number): DooData {
  return {
    clients: CLIENTS,
    organizations: createOrganizations(nowMs),
    configurations: createConfigurations({ acme: ACME, globex: GLOBEX, initech: INITECH }),
    events: EVENTS.map((facts) => createEvent(facts, nowMs)),
    eventFields: ['id', 'title', 'startDate', 'endDate'],
  };
}
