import type { ApiClient, Configuration, DooData, DooEvent, Item } from '../data/model.ts';
import { announcingType, bareType, type ResourceName } from '../data/resources.ts';
import { type Answer, envelope } from './answer.ts';
import type { InitCommand } from './init-body.ts';

/** One hook to which a run sends its items. */
export interface DeliveryTarget {
  readonly configurationId: string;
  readonly type: string;
  readonly endpoint: string;
}

/** What an init call makes doo send: every item to every target. */
export interface InitPlan {
  readonly resource: ResourceName;
  readonly organizationId: number;
  readonly eventId?: number;
  readonly items: readonly Item[];
  readonly targets: readonly DeliveryTarget[];
}

export type InitPlanResult =
  | { readonly ok: true; readonly plan: InitPlan }
  | { readonly ok: false; readonly answer: Answer };

interface Scope {
  readonly organizationId: number;
  readonly eventId?: number;
  readonly items: readonly Item[];
}

function eventItem({ eventId, updatedAtMs }: DooEvent): Item {
  return { id: String(eventId), updatedAtMs };
}

function findScope(data: DooData, client: ApiClient, command: InitCommand): Scope | undefined {
  const { resource, eventId, organizationId } = command;
  const isOwn = (candidate: { organizationId: number }) =>
    client.organizationIds.includes(candidate.organizationId);
  if (eventId !== undefined) {
    const event = data.events.find((candidate) => candidate.eventId === eventId);
    if (event === undefined || !isOwn(event)) return undefined;
    return { organizationId: event.organizationId, eventId, items: event.items[resource] ?? [] };
  }
  const organization = data.organizations.find((entry) => entry.organizationId === organizationId);
  if (organization === undefined || !isOwn(organization)) return undefined;
  const events = data.events.filter((event) => event.organizationId === organizationId);
  return {
    organizationId: organization.organizationId,
    items: resource === 'events' ? events.map(eventItem) : organization.contacts,
  };
}

function targetsOf(configuration: Configuration, command: InitCommand): DeliveryTarget[] {
  const types = (command.types ?? [announcingType(command.resource)]).map(bareType);
  return configuration.hooks
    .filter((hook) => types.includes(bareType(hook.type)))
    .map(({ type, endpoint }) => ({ configurationId: configuration.id, type, endpoint }));
}

/**
 * Tests whether an item's last update falls in the window, both ends included. The Swedish locale
 * formats times exactly like doo's filters, and strings in that format sort chronologically.
 */
function windowTest({ after = '', before = '~' }: InitCommand, timeZone: string) {
  const swedish = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return ({ updatedAtMs }: Item): boolean => {
    const updated = swedish.format(updatedAtMs);
    return updated >= after && updated <= before;
  };
}

/**
 * Works out what an init call sends: the items in its scope and window, to the hook that announces such
 * an item, or to the picked types. 404 for what the client does not have. If no hook matches, or a
 * configuration is attached to another event, nothing is sent and 0 items are counted: doo's documents
 * cover neither case.
 */
export function planInit(
  data: DooData,
  client: ApiClient,
  command: InitCommand,
  timeZone: string,
): InitPlanResult {
  const scope = findScope(data, client, command);
  if (scope === undefined) {
    const thing = command.eventId === undefined ? 'organization' : 'event';
    return { ok: false, answer: envelope(404, `The ${thing} was not found`) };
  }
  const configurations = data.configurations.filter(
    ({ id, organizationId }) =>
      organizationId === scope.organizationId &&
      (command.configurationId === undefined || id === command.configurationId),
  );
  if (command.configurationId !== undefined && configurations.length === 0) {
    return { ok: false, answer: envelope(404, 'The webhook configuration was not found') };
  }
  const targets = configurations
    .filter(({ eventId }) => eventId === undefined || eventId === scope.eventId)
    .flatMap((configuration) => targetsOf(configuration, command));
  return {
    ok: true,
    plan: {
      resource: command.resource,
      ...scope,
      items: targets.length === 0 ? [] : scope.items.filter(windowTest(command, timeZone)),
      targets,
    },
  };
}
