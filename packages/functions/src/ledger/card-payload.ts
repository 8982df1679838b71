import * as z from 'zod';

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
/** Converts seconds since the epoch to milliseconds. */
const time = z
  .number()
  .transform((seconds) => seconds * 1000)
  .optional()
  .catch(undefined);

/**
 * Version 1. Requires only what readers cannot do without. The rest may be absent, and unknown fields may
 * be added.
 */
export const cardPayloadSchema = z.object({
  v: z.literal(1),
  execution: z.string(),
  execution_arn: z.string(),
  reference: z.string().default(''),
  previous_reference: text,
  state: z.string(),
  requester: z.string(),
  asked_at: time,
  organization_id: text,
  organization: z.string().default(''),
  configuration_id: text,
  /** `*` stands for every configuration. */
  configuration: z.string().default(''),
  resource: z.string().default(''),
  /** Separated by spaces. */
  event_ids: text,
  /** For a request for all configurations; separated by spaces. */
  configuration_ids: text,
  /** Places without a target; separated by spaces. */
  left_out: text,
  after: text,
  before: text,
  after_ago: number,
  before_ago: number,
  types: text,
  max_rate_per_min: number,
  order: text,
  reason: text,
  ticket: text,
  expires_at: time,
  first_until: time,
  decided_by: text,
  decided_at: time,
  decided_reason: text,
  items: number,
  outcomes: text,
  stopped_by: text,
  stopped_at: time,
  resolution: text,
  resolution_by: text,
  resolution_at: time,
  resolution_until: time,
  resolution_reason: text,
  arrival: text,
  arrival_by: text,
  arrival_at: time,
  arrival_until: time,
  arrival_ask_at: time,
});

/** A card's metadata, version 1, as far as it is read back. */
export type CardPayload = z.infer<typeof cardPayloadSchema>;

/** The values that message metadata can hold. */
export const scalarsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export type Scalars = Readonly<z.infer<typeof scalarsSchema>>;
