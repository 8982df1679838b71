import { createHash } from 'node:crypto';
import type { Configuration, Hook } from './model.ts';

const EVENT_QUERY = 'query EventShort($id: ID!) { event(id: $id) { id title startDate endDate } }';

function hexDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** An id shaped like doo's own (doo docs: List webhook configurations), the same on every run. */
function configurationId(organizationId: number, name: string): string {
  const hex = hexDigest(`${organizationId} ${name}`);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function standardHooks(endpoint: string, types: readonly string[]): Hook[] {
  return types.map((type) => ({ type, endpoint }));
}

/** Hooks with a GraphQL body: doo appends 32 hex digits to their types. */
function queryHooks(endpoint: string, types: readonly string[]): Hook[] {
  return types.map((type) => ({
    type: `${type}_${hexDigest(`${type} ${endpoint}`)}`,
    endpoint,
    query: EVENT_QUERY,
  }));
}

type Facts = Omit<Configuration, 'id' | 'organizationId'> & { readonly id?: string };

const BOOKING_TYPES = ['order_created', 'order_updated', 'order_cancelled'];
const EVENT_TYPES = ['event_created', 'event_updated', 'event_removed'];
const ATTENDEE_TYPES = ['attendee_pending', 'attendee_validated', 'attendee_cancelled'];

const ACME: readonly Facts[] = [
  {
    name: 'CRM production',
    description: 'Orders, attendees and contacts into the CRM',
    hooks: standardHooks('https://crm.acme.example/receive-doo-webhooks', [
      ...EVENT_TYPES,
      ...BOOKING_TYPES,
      ...ATTENDEE_TYPES,
      'contact_created',
      'contact_updated',
      'invitee_created',
    ]),
    receiverSecret: 'placeholder-receiver-secret-crm',
  },
  {
    name: 'CRM staging',
    hooks: standardHooks('https://crm-staging.acme.example/receive-doo-webhooks', BOOKING_TYPES),
    receiverSecret: 'placeholder-receiver-secret-staging',
  },
  {
    name: 'Data warehouse',
    description: 'GraphQL bodies',
    hooks: queryHooks('https://warehouse.acme.example/doo', [
      'event_created',
      'event_updated',
      'order_created',
      'attendee_validated',
    ]),
  },
  {
    name: 'Badge printing',
    hooks: standardHooks('https://badges.acme.example/doo', [
      'attendee_validated',
      'attendee_checkin',
    ]),
  },
  {
    name: 'Newsletter',
    hooks: standardHooks('https://news.acme.example/doo', ['contact_created', 'contact_updated']),
    receiverSecret: 'placeholder-receiver-secret-news',
  },
  {
    name: 'Summit kiosk',
    description: 'Attached to the event Acme Summit',
    eventId: 41231,
    hooks: standardHooks('https://kiosk.acme.example/doo', ['order_created', 'attendee_checkin']),
  },
  ...Array.from({ length: 24 }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    return {
      name: `Partner feed ${number}`,
      hooks: standardHooks(`https://partner-${number}.example/doo`, ['order_created']),
    };
  }),
];

const GLOBEX: readonly Facts[] = [
  {
    name: 'Ticket sync <live>',
    description: 'Name with characters that must be escaped',
    hooks: standardHooks('https://tickets.globex.example/hooks/doo', [
      ...BOOKING_TYPES,
      ...ATTENDEE_TYPES,
    ]),
    receiverSecret: 'placeholder-receiver-secret-globex',
  },
  {
    id: '12',
    name: 'Event calendar',
    hooks: queryHooks('https://calendar.globex.example/doo', EVENT_TYPES),
  },
  {
    name: 'Contacts',
    hooks: standardHooks('https://contacts.globex.example/doo', ['contact_created']),
  },
];

const INITECH: readonly Facts[] = [
  {
    name: 'Back office',
    hooks: standardHooks('https://office.initech.example/doo', ['order_created', 'event_created']),
  },
  {
    name: 'Guest list',
    hooks: standardHooks('https://guests.initech.example/doo', [
      'attendee_validated',
      'invitee_created',
      'order_created',
    ]),
  },
  {
    name: 'Reports',
    hooks: queryHooks('https://reports.initech.example/doo', ['order_created']),
  },
];

/** The configurations of the three organizations of the data set: 30, 3 and 3. */
export function createConfigurations(ids: {
  readonly acme: number;
  readonly globex: number;
  readonly initech: number;
}): Configuration[] {
  const facts = [
    { organizationId: ids.acme, list: ACME },
    { organizationId: ids.globex, list: GLOBEX },
    { organizationId: ids.initech, list: INITECH },
  ];
  return facts.flatMap(({ organizationId, list }) =>
    list.map((fact) => ({
      id: configurationId(organizationId, fact.name),
      organizationId,
      ...fact,
    })),
  );
}
