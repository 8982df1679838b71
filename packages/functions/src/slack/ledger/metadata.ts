import { acceptedItems } from '@doo-repush/core/repush/outcome';
import type { MessageMetadata } from '@slack/types';
import type { Card } from '../blocks/card.ts';
import { plainForeign } from '../blocks/text.ts';
import { METADATA } from '../ids.ts';
import { outcomeCodes } from './outcome-codes.ts';
import { stateNameOf } from './state.ts';

/** Our own bound, 3 KB with the event type: Slack documents none, and every reader pays for it. */
const MAX_PAYLOAD_BYTES = 2_900;
/** What is left of a text that gave way. */
const LEAST_TEXT_CHARS = 20;
const ELLIPSIS_BYTES = 3;

/** Which execution a message belongs to, and which of its messages it is. */
export interface Origin {
  readonly executionName: string;
  readonly executionArn: string;
}

/**
 * The card's metadata, version 1: the request and its present state as scalars, so that one read
 * of the channel rebuilds the ledger. When it would grow too large, texts give way one by one, and
 * in the end the items of each target, of which `items` is the sum.
 */
export function cardMetadata(card: Card, origin: Origin): MessageMetadata {
  const { request, organizationName, configuration } = card.checked;
  const { state } = card;
  const decided = decisionOf(card);
  const payload: Record<string, string | number> = {
    v: 1,
    execution: origin.executionName,
    execution_arn: origin.executionArn,
    reference: card.reference,
    state: stateNameOf(state),
    requester: card.requesterId,
    asked_at: Math.floor(card.askedAtMs / 1000),
    organization_id: request.organizationId,
    organization: organizationName,
    configuration_id: request.configuration.kind === 'all' ? '*' : request.configuration.id,
    configuration: configuration?.name ?? '*',
    resource: request.resource,
    ...('eventIds' in request && { event_ids: request.eventIds.join(' ') }),
    ...(request.window?.after !== undefined && { after: request.window.after }),
    ...(request.window?.before !== undefined && { before: request.window.before }),
    ...(request.webhookTypes !== undefined && { types: request.webhookTypes.join(' ') }),
    ...(request.maxRatePerMin !== undefined && { max_rate_per_min: request.maxRatePerMin }),
    reason: request.reason,
    ...(request.ticket !== undefined && { ticket: request.ticket }),
    ...(state.kind === 'waiting' && { expires_at: Math.floor(state.expiresAtMs / 1000) }),
    ...(decided !== undefined && {
      decided_by: decided.by,
      decided_at: Math.floor(decided.atMs / 1000),
    }),
    ...(state.kind === 'sent' && {
      items: acceptedItems(state.results.map((result) => result.outcome)),
      outcomes: outcomeCodes(state.results),
      ...(state.stopped !== undefined && {
        stopped_by: state.stopped.by,
        stopped_at: Math.floor(state.stopped.atMs / 1000),
      }),
    }),
  };
  return { event_type: METADATA.card, event_payload: withinBound(payload) };
}

/** Metadata of a thread line: `line` is unique within its execution, and finds the line again. */
export function lineMetadata(origin: Origin, line: string, kind: string): MessageMetadata {
  return {
    event_type: METADATA.line,
    event_payload: { v: 1, execution: origin.executionName, line, kind },
  };
}

function decisionOf({ state }: Card): { by: string; atMs: number } | undefined {
  switch (state.kind) {
    case 'sending':
    case 'sent':
      return state.approved;
    case 'rejected':
      return state.rejected;
    case 'cancelled':
      return state.cancelled;
    default:
      return undefined;
  }
}

function withinBound(payload: Record<string, string | number>): Record<string, string | number> {
  const fitted = { ...payload };
  const overBytes = () => Buffer.byteLength(JSON.stringify(fitted)) - MAX_PAYLOAD_BYTES;
  for (const name of ['reason', 'ticket', 'types', 'configuration', 'organization']) {
    const over = overBytes();
    if (over <= 0) break;
    const text = fitted[name];
    if (typeof text !== 'string') continue;
    const chars = Math.max(LEAST_TEXT_CHARS, text.length - over - ELLIPSIS_BYTES);
    fitted[name] = plainForeign(text, chars);
  }
  if (overBytes() > 0 && typeof fitted.outcomes === 'string')
    fitted.outcomes = fitted.outcomes.replace(/[0-9]+/g, '');
  return fitted;
}
