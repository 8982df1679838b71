import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import { ORDERS, type Order } from '@doo-repush/core/repush/order';
import type { WindowAgo } from '@doo-repush/core/repush/window';
import {
  type CardPayload,
  cardPayloadSchema,
  type Scalars,
  scalarsSchema,
} from './card-payload.ts';
import { METADATA } from './event-types.ts';
import { decodeState, type LedgerState } from './ledger-state.ts';
import { decodeTargets, type LedgerTarget } from './targets.ts';

/**
 * A card of the ledger, decoded from its metadata. Long texts may be truncated; `undefined` means that the
 * card does not say.
 */
export interface LedgerCard {
  readonly ts: string;
  readonly executionName: string;
  readonly executionArn: string;
  readonly reference: string;
  /** Of the request that this one reruns. */
  readonly previousReference: string | undefined;
  readonly requesterId: string;
  readonly askedAtMs: number | undefined;
  readonly organizationId: string | undefined;
  readonly organizationName: string;
  readonly configurationId: string | undefined;
  readonly configurationName: string;
  /** Empty for a card of an earlier version that called for all configurations without naming them. */
  readonly configurationIds: readonly string[];
  readonly resource: string;
  readonly eventIds: readonly string[];
  /** The ends of the window, in doo's local time. */
  readonly after: string | undefined;
  readonly before: string | undefined;
  /** Of the ends that were given as a time ago. */
  readonly ago: WindowAgo;
  /** Separated by spaces. */
  readonly webhookTypes: string | undefined;
  readonly maxRatePerMin: number | undefined;
  readonly order: Order | undefined;
  readonly reason: string | undefined;
  readonly ticket: string | undefined;
  readonly state: LedgerState;
  readonly targets: readonly LedgerTarget[];
  /** Whether the card records how its calls ended. */
  readonly hasOutcomes: boolean;
  /** The total of items that doo accepted. */
  readonly items: number | undefined;
  /** The complete payload as read, to which changes are applied. Only for `ledger/`. */
  readonly recorded: Scalars;
}

/** A message in the response of conversations.history or conversations.replies. */
export interface SlackMessage {
  readonly ts?: string | undefined;
  readonly thread_ts?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly metadata?: { event_type?: string; event_payload?: object } | undefined;
}

/** Decodes a message as a card; `undefined` unless our own bot posted it as one. */
export function asCard(message: SlackMessage, botId: string): LedgerCard | undefined {
  if (message.bot_id !== botId || message.ts === undefined) return undefined;
  if (message.metadata?.event_type !== METADATA.card) return undefined;
  return decodeCard(message.ts, message.metadata.event_payload);
}

/** @returns `undefined` if the payload is not a card's */
export function decodeCard(ts: string, eventPayload: unknown): LedgerCard | undefined {
  const recorded = scalarsSchema.safeParse(eventPayload).data;
  const payload = cardPayloadSchema.safeParse(recorded).data;
  if (recorded === undefined || payload === undefined) return undefined;
  return { ts, ...decodePayload(payload), recorded };
}

function decodePayload(payload: CardPayload): Omit<LedgerCard, 'ts' | 'recorded'> {
  const configurationIds = configurationIdsOf(payload);
  const eventIds = splitIds(payload.event_ids);
  return {
    executionName: payload.execution,
    executionArn: payload.execution_arn,
    reference: payload.reference,
    previousReference: payload.previous_reference,
    requesterId: payload.requester,
    askedAtMs: payload.asked_at,
    organizationId: payload.organization_id,
    organizationName: payload.organization,
    configurationId: payload.configuration_id,
    configurationName: payload.configuration,
    configurationIds,
    resource: payload.resource,
    eventIds,
    after: payload.after,
    before: payload.before,
    ago: { after: payload.after_ago, before: payload.before_ago },
    webhookTypes: payload.types,
    maxRatePerMin: payload.max_rate_per_min,
    order: ORDERS.find((order) => order === payload.order),
    reason: payload.reason,
    ticket: payload.ticket,
    state: decodeState(payload),
    targets: decodeTargets({
      eventIds,
      configurationIds,
      leftOut: splitIds(payload.left_out),
      outcomes: splitIds(payload.outcomes),
    }),
    hasOutcomes: payload.outcomes !== undefined,
    items: payload.items,
  };
}

function configurationIdsOf({
  configuration_id: id,
  configuration_ids: ids,
}: CardPayload): readonly string[] {
  if (ids !== undefined) return splitIds(ids);
  return id === undefined || id === ALL_CONFIGURATIONS ? [] : [id];
}

function splitIds(text: string | undefined): readonly string[] {
  return (text ?? '').split(' ').filter((word) => word !== '');
}
