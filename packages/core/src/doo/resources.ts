/** What an init call is limited to (doo docs: Webhook initialization, body parameters). */
export type Scope = 'event_id' | 'organization_id';

/** A webhook type as configurations name it (`hook`) and as the init call expects it (`sent`). */
export interface WebhookType {
  readonly hook: string;
  readonly sent: string;
}

/** One resource of `POST /webhooks/init/<resource>`. */
export interface ResourceInfo {
  readonly scope: Scope;
  readonly label: string;
  readonly singular: string;
  readonly plural: string;
  /** Prefix of the hook types that belong to this resource. */
  readonly hookPrefix: string;
  readonly webhookTypes: readonly WebhookType[];
}

/**
 * Everything that differs between doo's resources.
 *
 * doo's documents disagree about the `on_` prefix: configurations name hooks without it, while an old inline
 * list of the init call has it for events only. The names below follow that list; correct them here if doo
 * says otherwise. No list is published for invitees and contacts.
 */
export const RESOURCES = {
  orders: {
    scope: 'event_id',
    label: 'Orders',
    singular: 'order',
    plural: 'orders',
    hookPrefix: 'order_',
    webhookTypes: [
      { hook: 'order_created', sent: 'order_created' },
      { hook: 'order_cancelled', sent: 'order_cancelled' },
    ],
  },
  attendees: {
    scope: 'event_id',
    label: 'Attendees',
    singular: 'attendee',
    plural: 'attendees',
    hookPrefix: 'attendee_',
    webhookTypes: [
      { hook: 'attendee_pending', sent: 'attendee_pending' },
      { hook: 'attendee_validated', sent: 'attendee_validated' },
      { hook: 'attendee_cancelled', sent: 'attendee_cancelled' },
      { hook: 'attendee_checkin', sent: 'attendee_checkin' },
    ],
  },
  invitees: {
    scope: 'event_id',
    label: 'Invitees',
    singular: 'invitee',
    plural: 'invitees',
    hookPrefix: 'invitee_',
    webhookTypes: [],
  },
  events: {
    scope: 'organization_id',
    label: 'Events',
    singular: 'event',
    plural: 'events',
    hookPrefix: 'event_',
    webhookTypes: [
      { hook: 'event_created', sent: 'on_event_created' },
      { hook: 'event_removed', sent: 'on_event_removed' },
    ],
  },
  contacts: {
    scope: 'organization_id',
    label: 'Contacts',
    singular: 'contact',
    plural: 'contacts',
    hookPrefix: 'contact_',
    webhookTypes: [],
  },
} as const satisfies Record<string, ResourceInfo>;

export type Resource = keyof typeof RESOURCES;

/** Resources whose init call requires an event ID. */
export type EventResource = {
  [R in Resource]: (typeof RESOURCES)[R]['scope'] extends 'event_id' ? R : never;
}[Resource];

/** Resources whose init call requires the organization instead. */
export type OrganizationResource = Exclude<Resource, EventResource>;

/** The resources in the order in which people see them. */
export const RESOURCE_NAMES = Object.keys(RESOURCES) as readonly Resource[];

/** Whether `text` names a resource of doo's init call. */
export function isResource(text: unknown): text is Resource {
  return typeof text === 'string' && Object.hasOwn(RESOURCES, text);
}

/** Whether the init call of `resource` is limited to an event. */
export function needsEvents(resource: Resource): resource is EventResource {
  return RESOURCES[resource].scope === 'event_id';
}

/** Whether a hook type belongs to `resource`, with or without the prefix used by some of doo's lists. */
export function isTypeOf(resource: Resource, hook: string): boolean {
  return hook.replace(/^on_/, '').startsWith(RESOURCES[resource].hookPrefix);
}

/** Whether doo publishes the types of `resource`; if not, a missing hook proves nothing. */
export function areTypesKnown(resource: Resource): boolean {
  return RESOURCES[resource].webhookTypes.length > 0;
}

/** Whether a configuration with these hooks has any for `resource`, as far as doo publishes its types. */
export function takesResource(
  hooks: readonly { readonly type: string }[],
  resource: Resource,
): boolean {
  return !areTypesKnown(resource) || hooks.some(({ type }) => isTypeOf(resource, type));
}

/** The name that the init call expects for a configuration's hook type. */
export function sentTypeName(resource: Resource, hook: string): string {
  const known: readonly WebhookType[] = RESOURCES[resource].webhookTypes;
  return known.find((type) => type.hook === hook)?.sent ?? hook;
}

/** The hook type as people know it: without the suffix that doo adds for GraphQL hooks. */
export function displayType(type: string): string {
  return type.replace(/_[0-9a-f]{32}$/, '');
}
