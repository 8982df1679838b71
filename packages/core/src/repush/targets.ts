import type { InitBody } from '../doo/init-body.ts';
import { sentTypeName } from '../doo/resources.ts';
import { MAX_TARGETS } from './limits.ts';
import type { RepushRequest } from './request.ts';

/** One init call of a request. `number` counts from 1. */
export interface Target {
  readonly number: number;
  readonly eventId?: string;
  readonly configurationId: string;
}

/** What an approval is bound to beside the request: what the check found. */
export interface Scope {
  /** What *all configurations* stands for; of one configuration only its own id counts. */
  readonly configurationIds: readonly string[];
  /** Places that are not asked for, counted from 1 over all events and configurations. */
  readonly leftOut?: readonly number[];
}

/** A configuration's part of one event, or of the organization. */
export type Place = Omit<Target, 'number'>;

/** Every configuration for each event, else for the organization: one event after the other. */
export function placesOf(
  { configuration, ...request }: RepushRequest,
  configurationIds: readonly string[],
): readonly Place[] {
  const ids = configuration.kind === 'one' ? [configuration.id] : configurationIds;
  if (!('eventIds' in request)) return ids.map((configurationId) => ({ configurationId }));
  return request.eventIds.flatMap((eventId) =>
    ids.map((configurationId) => ({ eventId, configurationId })),
  );
}

/** The init calls of a request, in the order in which they are sent: one a place. */
export function targetsOf(
  request: RepushRequest,
  { configurationIds, leftOut = [] }: Scope,
): readonly Target[] {
  return placesOf(request, configurationIds)
    .filter((_, index) => !leftOut.includes(index + 1))
    .map((place, index) => ({ number: index + 1, ...place }));
}

/** More calls than one request may make, and what still fits. */
export interface TooManyTargets {
  readonly targets: number;
  readonly configurations: number;
  /** None for a resource of the organization. */
  readonly events?: number;
  /** The most events that fit beside so many configurations; 0 where not even one does. */
  readonly mostEvents: number;
}

/** @returns `undefined` where a request for so much may be made */
export function tooManyTargets(
  configurations: number,
  events: number | undefined,
): TooManyTargets | undefined {
  const targets = configurations * (events ?? 1);
  if (targets <= MAX_TARGETS) return undefined;
  const mostEvents = Math.floor(MAX_TARGETS / configurations);
  return { targets, configurations, ...(events !== undefined && { events }), mostEvents };
}

/** The body of one target's call. A field that the request leaves out is left out here too. */
export function initBody(
  { organizationId, window, webhookTypes, maxRatePerMin, resource }: RepushRequest,
  { eventId, configurationId }: Place,
): InitBody {
  return {
    ...(eventId === undefined
      ? { organization_id: Number(organizationId) }
      : { event_id: Number(eventId) }),
    webhook_configuration_id: configurationId,
    ...(webhookTypes && { webhook_type: webhookTypes.map((type) => sentTypeName(resource, type)) }),
    ...(window?.after !== undefined && { last_updated_after: window.after }),
    ...(window?.before !== undefined && { last_updated_before: window.before }),
    ...(maxRatePerMin !== undefined && { max_rate_per_min: maxRatePerMin }),
  };
}
