interface ResourceFacts {
  readonly scope: 'event_id' | 'organization_id';
  /** The resource's hook types, as configurations name them; the first one announces an item. */
  readonly types: readonly [string, ...string[]];
}

/**
 * The resources of doo's init call. The types for contacts and invitees are invented: doo's public
 * documents name none (doo docs: Webhook initialization).
 */
export const RESOURCES = {
  events: { scope: 'organization_id', types: ['event_created', 'event_updated', 'event_removed'] },
  orders: {
    scope: 'event_id',
    types: ['order_created', 'order_updated', 'order_removed', 'order_cancelled'],
  },
  attendees: {
    scope: 'event_id',
    types: ['attendee_validated', 'attendee_pending', 'attendee_cancelled', 'attendee_checkin'],
  },
  contacts: {
    scope: 'organization_id',
    types: ['contact_created', 'contact_updated', 'contact_removed'],
  },
  invitees: { scope: 'event_id', types: ['invitee_created', 'invitee_updated', 'invitee_removed'] },
} as const satisfies Record<string, ResourceFacts>;

export type ResourceName = keyof typeof RESOURCES;

/** Whether `text` names a resource of doo's init call. */
export function isResourceName(text: string): text is ResourceName {
  return Object.hasOwn(RESOURCES, text);
}

/** The hook type without the 32 hex digits of a GraphQL hook and without the prefix `on_`. */
export function bareType(type: string): string {
  return type.replace(/^on_/, '').replace(/_[0-9a-f]{32}$/, '');
}

/**
 * Whether doo's init call of `resource` accepts `type`; doo's documents write it with and without
 * `on_`.
 */
export function isTypeOf(resource: ResourceName, type: string): boolean {
  const types: readonly string[] = RESOURCES[resource].types;
  return types.includes(type.replace(/^on_/, ''));
}

/** The type that announces an existing item of `resource`: sent when the call picks no types. */
export function announcingType(resource: ResourceName): string {
  return RESOURCES[resource].types[0];
}
