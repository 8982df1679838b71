import * as z from 'zod';
import {
  isTypeOf,
  needsEvents,
  type OrganizationResource,
  RESOURCE_NAMES,
  type Resource,
  sentTypeName,
} from '../doo/resources.ts';
import {
  ALL_CONFIGURATIONS,
  EVENT_ID_DIGITS,
  MAX_AGO_S,
  MAX_EVENTS,
  MAX_RATE_PER_MIN,
  MAX_REASON_CHARS,
  MAX_TICKET_CHARS,
  MAX_WEBHOOK_TYPES,
} from './limits.ts';
import { ORDERS } from './order.ts';

// In a file of their own, because opening a form does not need the schemas.
export * from './limits.ts';

const eventId = z
  .string()
  .regex(new RegExp(`^${EVENT_ID_DIGITS}$`), 'an event id is a number of at most 15 digits');

const organizationId = z
  .string()
  .regex(/^[1-9][0-9]{0,15}$/, 'an organization id is a number of at most 16 digits')
  .refine((id) => Number.isSafeInteger(Number(id)), 'an organization id that no number can hold');

/** doo's `Y-m-d H:i:s`, for example `2021-03-25 09:00:00`. */
const dooTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'a time as doo writes it')
  .refine(isTimeOfCalendar, 'a time that the calendar has');

/** How many seconds before the request an end of the window was that was given so, such as `2h`. */
const agoS = z.int().min(0).max(MAX_AGO_S);

/** doo's IDs are opaque, but an ID is always printable. */
export const configurationIdSchema = z
  .string()
  .regex(/^[!-~]{1,75}$/, 'an id of at most 75 printable characters')
  .refine((id) => id !== ALL_CONFIGURATIONS, 'an id that does not stand for all configurations');

const configuration = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('one'), id: configurationIdSchema }),
  z.strictObject({ kind: z.literal('all') }),
]);

const common = {
  organizationId,
  configuration,
  window: z.strictObject({ after: dooTime.optional(), before: dooTime.optional() }).optional(),
  ago: z.strictObject({ after: agoS.optional(), before: agoS.optional() }).optional(),
  webhookTypes: z.array(z.string().min(1).max(75)).min(1).max(MAX_WEBHOOK_TYPES).optional(),
  maxRatePerMin: z.int().min(1).max(MAX_RATE_PER_MIN).optional(),
  order: z.enum(ORDERS).optional(),
  reason: reasonText(),
  ticket: z.string().trim().min(1).max(MAX_TICKET_CHARS).optional(),
};

const needsOrganization = (resource: Resource): resource is OrganizationResource =>
  !needsEvents(resource);

/**
 * What a person requests. An impossible request cannot be represented: event IDs exist exactly where the
 * resource needs them, without duplicates; types belong to the resource; the window is not empty. *All
 * configurations* is a value rather than an absence, because doo widens a call that has no configuration
 * ID.
 */
export const repushRequestSchema = z
  .discriminatedUnion('resource', [
    z.strictObject({
      resource: z.enum(RESOURCE_NAMES.filter(needsEvents)),
      eventIds: z.array(eventId).min(1).max(MAX_EVENTS),
      ...common,
    }),
    z.strictObject({ resource: z.enum(RESOURCE_NAMES.filter(needsOrganization)), ...common }),
  ])
  .check((context) => {
    const request = context.value;
    const { resource } = request;
    const fault = (path: string, message: string) =>
      context.issues.push({ code: 'custom', path: [path], message, input: request });
    if ('eventIds' in request && new Set(request.eventIds).size !== request.eventIds.length)
      fault('eventIds', 'an event id stands twice');
    const types = request.webhookTypes ?? [];
    if (new Set(types.map((type) => sentTypeName(resource, type))).size !== types.length)
      fault('webhookTypes', 'a type stands twice');
    if (types.some((type) => !isTypeOf(resource, type)))
      fault('webhookTypes', `a type that is not of ${resource}`);
    const { after, before } = request.window ?? {};
    if (after !== undefined && before !== undefined && after >= before)
      fault('window', 'the window ends before it starts');
    for (const side of ['after', 'before'] as const)
      if (request.ago?.[side] !== undefined && request.window?.[side] === undefined)
        fault('ago', 'an end that the window does not have');
  });

/** A request that can be sent as is. */
export type RepushRequest = z.infer<typeof repushRequestSchema>;

/** The reason for a request or a rejection: required and trimmed. */
export function reasonText() {
  return z.string().trim().min(1).max(MAX_REASON_CHARS);
}

function isTimeOfCalendar(text: string): boolean {
  const time = new Date(`${text.replace(' ', 'T')}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.replace(' ', 'T'));
}
