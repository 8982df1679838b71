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

/** What an approval is bound to besides the request itself: the findings of the check. */
export interface Scope {
  /** What *all configurations* stands for. Ignored for a request that names one configuration. */
  readonly configurationIds: readonly string[];
  /** Places to skip, counted from 1 over all events and configurations. */
  readonly leftOut?: readonly number[];
}

/** One configuration for one event, or for the organization. */
export type Place = Omit<Target, 'number'>;

/** Every configuration per event, one event after another, or every configuration of the organization. */
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

/** The init calls of a request in sending order: one per place that is not left out. */
export function targetsOf(
  request: RepushRequest,
  { configurationIds, leftOut = [] }: Scope,
): readonly Target[] {
  return placesOf(request, configurationIds)
    .filter((_, index) => !leftOut.includes(index + 1))
    .map((place, index) => ({ number: index + 1, ...place }));
}

/** A request that would make too many calls, and how much would fit. */
export interface TooManyTargets {
  readonly targets: number;
  readonly configurations: number;
  /** Absent for a resource of the organization. */
  readonly events?: number;
  /** How many events fit with this many configurations; 0 if not even one does. */
  readonly mostEvents: number;
}

/** @returns `undefined` if the request stays within the limit */
export function tooManyTargets(
  configurations: number,
  events: number | undefined,
): TooManyTargets | undefined {
  const targets = configurations * (events ?? 1);
  if (targets <= MAX_TARGETS) return undefined;
  const mostEvents = Math.floor(MAX_TARGETS / configurations);
  return { targets, configurations, ...(events !== undefined && { events }), mostEvents };
}

/** The body of one target's call. Fields that the request omits are omitted here too. */
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
