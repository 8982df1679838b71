import type { RepushRequest } from './request.ts';
import { sentTypeName } from './resources.ts';

/** One init call of a request. `number` counts from 1. */
export interface Target {
  readonly number: number;
  readonly eventId?: string;
}

/** The JSON body of doo's init call (doo docs: Webhook initialization, body parameters). */
export interface InitBody {
  readonly event_id?: number;
  readonly organization_id?: number;
  readonly webhook_configuration_id?: string;
  readonly webhook_type?: readonly string[];
  readonly last_updated_after?: string;
  readonly last_updated_before?: string;
  readonly max_rate_per_min?: number;
}

/** The init calls of a request, in the order in which they are sent: one an event, else one. */
export function targetsOf(request: RepushRequest): readonly Target[] {
  if (!('eventIds' in request)) return [{ number: 1 }];
  return request.eventIds.map((eventId, index) => ({ number: index + 1, eventId }));
}

/**
 * The body of one target's call. A field that the request leaves out is left out here too: only
 * `webhook_configuration_id` may be missing with consequence, and only where the request says *all*.
 */
export function initBody(request: RepushRequest, target: Target): InitBody {
  const { configuration, window, webhookTypes, maxRatePerMin, resource } = request;
  return {
    ...(target.eventId === undefined
      ? { organization_id: Number(request.organizationId) }
      : { event_id: Number(target.eventId) }),
    ...(configuration.kind === 'one' && { webhook_configuration_id: configuration.id }),
    ...(webhookTypes && { webhook_type: webhookTypes.map((type) => sentTypeName(resource, type)) }),
    ...(window?.after !== undefined && { last_updated_after: window.after }),
    ...(window?.before !== undefined && { last_updated_before: window.before }),
    ...(maxRatePerMin !== undefined && { max_rate_per_min: maxRatePerMin }),
  };
}
