import * as z from 'zod';
import { METADATA } from './event-types.ts';

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);

/** Version 1. What a reader cannot do without is required; the rest may be absent or added to. */
const cardPayload = z.object({
  v: z.literal(1),
  execution: z.string(),
  execution_arn: z.string(),
  reference: z.string().default(''),
  state: z.string(),
  requester: z.string(),
  /** Seconds since the epoch, like every time here. */
  asked_at: number,
  organization_id: text,
  organization: z.string().default(''),
  configuration_id: text,
  /** `*` stands for every configuration. */
  configuration: z.string().default(''),
  resource: z.string().default(''),
  /** With spaces between them. */
  event_ids: text,
  /** Of a request for all configurations, with spaces between them. */
  configuration_ids: text,
  /** Places without a target, with spaces between them. */
  left_out: text,
  after: text,
  before: text,
  types: text,
  max_rate_per_min: number,
  reason: text,
  ticket: text,
  expires_at: number,
  decided_by: text,
  decided_at: number,
  items: number,
  outcomes: text,
});

const scalarsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** A card's metadata, version 1, as far as it is read back; further fields are in `scalars`. */
export type CardPayload = z.infer<typeof cardPayload>;

/** A card of the ledger, read back from its metadata. */
export interface LedgerCard {
  readonly ts: string;
  readonly payload: CardPayload;
  /** The whole payload, to be written back with a change. */
  readonly scalars: Readonly<Record<string, string | number | boolean>>;
}

/** A message as conversations.history and conversations.replies show it. */
export interface SlackMessage {
  readonly ts?: string | undefined;
  readonly thread_ts?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly metadata?: { event_type?: string; event_payload?: object } | undefined;
}

/** The card that a message is; `undefined` for whatever our own bot did not post as one. */
export function asCard(message: SlackMessage, botId: string): LedgerCard | undefined {
  if (message.bot_id !== botId || message.ts === undefined) return undefined;
  if (message.metadata?.event_type !== METADATA.card) return undefined;
  const scalars = scalarsSchema.safeParse(message.metadata.event_payload);
  const payload = cardPayload.safeParse(scalars.data);
  if (!scalars.success || !payload.success) return undefined;
  return { ts: message.ts, payload: payload.data, scalars: scalars.data };
}

/** What was decided on a request, as its card's metadata tells it. */
export interface LedgerDecision {
  readonly kind: 'approved' | 'rejected' | 'cancelled' | 'expired';
  readonly by: string | undefined;
  readonly atMs: number | undefined;
}

/** The decision on a request; `undefined` where none is known. */
export function decisionOf(payload: CardPayload): LedgerDecision | undefined {
  const { state, decided_by: by, decided_at: atSeconds } = payload;
  const atMs = atSeconds === undefined ? undefined : atSeconds * 1000;
  switch (state) {
    case 'waiting':
      return undefined;
    case 'rejected':
    case 'cancelled':
      return { kind: state, by, atMs };
    case 'expired':
      return { kind: state, by: undefined, atMs: undefined };
    default:
      return by === undefined ? undefined : { kind: 'approved', by, atMs };
  }
}
