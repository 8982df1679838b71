import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import { ELLIPSIS } from '@doo-repush/core/typed-text';
import type { MessageMetadata } from '@slack/types';
import type { Card } from '../model/card.ts';
import { SLACK_LIMITS } from '../model/slack-limits.ts';
import { plainForeign } from '../runtime/text.ts';
import { METADATA } from './event-types.ts';
import type { LedgerCard } from './ledger-card.ts';
import { shortId } from './short-id.ts';
import { type Scalars, stateFields } from './state-fields.ts';

/** How much is left of a truncated text. */
const LEAST_TEXT_CHARS = 20;
const ELLIPSIS_BYTES = Buffer.byteLength(ELLIPSIS);
/** The order in which texts are truncated. */
const GIVING_WAY = [
  'reason',
  'resolution_reason',
  'decided_reason',
  'ticket',
  'types',
  'configuration',
  'organization',
] as const;

/** Which execution a message belongs to, and which of its messages it is. */
export interface Origin {
  readonly executionName: string;
  readonly executionArn: string;
}

/**
 * The card's metadata, version 1: the request and its current state as scalars, which lets one read of the
 * channel rebuild the ledger. If it would grow too large, texts are truncated one by one, then
 * configuration IDs are shortened, and finally the items per target are dropped; `items` keeps their sum.
 */
export function cardMetadata(card: Card, origin: Origin): MessageMetadata {
  const { request, organizationName, configurations, leftOut } = card.checked;
  const isAll = request.configuration.kind === 'all';
  const payload: Record<string, string | number> = {
    v: 1,
    execution: origin.executionName,
    execution_arn: origin.executionArn,
    reference: card.reference,
    requester: card.requesterId,
    asked_at: Math.floor(card.askedAtMs / 1000),
    organization_id: request.organizationId,
    organization: organizationName,
    configuration_id:
      request.configuration.kind === 'all' ? ALL_CONFIGURATIONS : request.configuration.id,
    configuration: isAll ? ALL_CONFIGURATIONS : (configurations[0]?.name ?? ''),
    ...(isAll && { configuration_ids: configurations.map(({ id }) => id).join(' ') }),
    resource: request.resource,
    ...('eventIds' in request && { event_ids: request.eventIds.join(' ') }),
    ...(leftOut !== undefined && { left_out: leftOut.join(' ') }),
    ...(request.window?.after !== undefined && { after: request.window.after }),
    ...(request.window?.before !== undefined && { before: request.window.before }),
    ...(request.ago?.after !== undefined && { after_ago: request.ago.after }),
    ...(request.ago?.before !== undefined && { before_ago: request.ago.before }),
    ...(request.webhookTypes !== undefined && { types: request.webhookTypes.join(' ') }),
    ...(request.maxRatePerMin !== undefined && { max_rate_per_min: request.maxRatePerMin }),
    ...(request.order !== undefined && { order: request.order }),
    reason: request.reason,
    ...(request.ticket !== undefined && { ticket: request.ticket }),
    ...(card.previous !== undefined && {
      previous_ts: card.previous.ts,
      previous_reference: card.previous.reference,
    }),
    ...stateFields(card.state),
  };
  return { event_type: METADATA.card, event_payload: withinBound(payload) };
}

/**
 * Fits the payload into our limit: truncates texts one by one, shortens configuration IDs, drops the items
 * per target, and finally drops what is left of the texts.
 */
export function withinBound(payload: Scalars): Record<string, string | number> {
  const fitted = { ...payload };
  const overBytes = () => Buffer.byteLength(JSON.stringify(fitted)) - SLACK_LIMITS.metadataBytes;
  for (const name of GIVING_WAY) {
    const over = overBytes();
    if (over <= 0) break;
    const text = fitted[name];
    if (typeof text !== 'string') continue;
    const chars = Math.max(LEAST_TEXT_CHARS, text.length - over - ELLIPSIS_BYTES);
    fitted[name] = plainForeign(text, chars);
  }
  if (overBytes() > 0 && typeof fitted.configuration_ids === 'string')
    fitted.configuration_ids = fitted.configuration_ids.split(' ').map(shortId).join(' ');
  if (overBytes() > 0 && typeof fitted.outcomes === 'string')
    fitted.outcomes = fitted.outcomes.replace(/[0-9]+/g, '');
  for (const name of GIVING_WAY)
    if (overBytes() > 0 && typeof fitted[name] === 'string') fitted[name] = ELLIPSIS;
  return fitted;
}

/** The current metadata of a card that was read from the channel. */
export function recordedMetadata({ recorded }: LedgerCard): MessageMetadata {
  return { event_type: METADATA.card, event_payload: { ...recorded } };
}

/** The metadata of a duplicate card, version 1: no longer a card, it names the one that is. */
export function copyMetadata(
  { executionName, executionArn }: Origin,
  cardTs: string,
): MessageMetadata {
  return {
    event_type: METADATA.copy,
    event_payload: { v: 1, execution: executionName, execution_arn: executionArn, card: cardTs },
  };
}
