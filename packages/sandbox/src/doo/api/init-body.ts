import * as z from 'zod';
import { isTypeOf, RESOURCES, type ResourceName } from '../data/resources.ts';

const id = z.int().positive();
const dateTime = z.string().refine(isDateTime, 'must be a date as Y-m-d H:i:s');

const commonShape = {
  last_updated_after: dateTime.optional(),
  last_updated_before: dateTime.optional(),
  webhook_type: z.array(z.string()).min(1).optional(),
  webhook_configuration_id: z.string().min(1).optional(),
  max_rate_per_min: z.int().min(1).max(100).optional(),
};

const SCHEMAS = {
  event_id: z.strictObject({ event_id: id, ...commonShape }),
  organization_id: z.strictObject({ organization_id: id, ...commonShape }),
};

/** The validated body of an init call. Exactly one of the two ids is present. */
export interface InitCommand {
  readonly resource: ResourceName;
  readonly eventId?: number;
  readonly organizationId?: number;
  /** In doo's time zone, both inclusive. */
  readonly after?: string;
  readonly before?: string;
  readonly types?: readonly string[];
  readonly configurationId?: string;
  readonly maxRatePerMin?: number;
}

export type InitBodyResult =
  | { readonly ok: true; readonly command: InitCommand }
  | { readonly ok: false; readonly message: string };

function isDateTime(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return false;
  const time = new Date(`${text.replace(' ', 'T')}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.replace(' ', 'T'));
}

/**
 * Validates a body against the documented fields of `resource` (doo docs: Webhook initialization, body
 * parameters). Stricter than doo is known to be: an undocumented field, an id in quotes and an unknown
 * type are errors. The message names the fields.
 */
export function parseInitBody(resource: ResourceName, body: unknown): InitBodyResult {
  const parsed = SCHEMAS[RESOURCES[resource].scope].safeParse(body);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => [...issue.path, issue.message].join(' '));
    return { ok: false, message: faults.join('; ') };
  }
  const { data } = parsed;
  const unknownType = data.webhook_type?.find((type) => !isTypeOf(resource, type));
  if (unknownType !== undefined) {
    return { ok: false, message: `webhook_type ${unknownType} is not a type of ${resource}` };
  }
  return {
    ok: true,
    command: {
      resource,
      ...('event_id' in data
        ? { eventId: data.event_id }
        : { organizationId: data.organization_id }),
      ...(data.last_updated_after !== undefined && { after: data.last_updated_after }),
      ...(data.last_updated_before !== undefined && { before: data.last_updated_before }),
      ...(data.webhook_type && { types: data.webhook_type }),
      ...(data.webhook_configuration_id !== undefined && {
        configurationId: data.webhook_configuration_id,
      }),
      ...(data.max_rate_per_min !== undefined && { maxRatePerMin: data.max_rate_per_min }),
    },
  };
}
