import type { RepushRequest } from '@doo-repush/core/repush/request';
import type { WebClient } from '@slack/web-api';
import { type EarlierFacts, LOOK_BACK, type Repeat } from '../slack/blocks/earlier-words.ts';
import { type LedgerCard, readCards } from '../slack/ledger/read.ts';
import { isStateName, type StateName } from '../slack/ledger/state.ts';

/** The ledger as the check reads it. */
export interface EarlierRequests {
  /** Cards of our own bot posted since `sinceMs`, newest first. @throws when Slack does not show them */
  cards(sinceMs: number): AsyncIterable<LedgerCard>;
  /** Slack's address of a card; `undefined` when Slack could not say. */
  linkOf(ts: string): Promise<string | undefined>;
}

export interface EarlierContext {
  /** This request's own execution, which is not earlier than itself. */
  readonly executionArn: string;
  readonly nowMs: number;
  /** How long after it was asked a request may still have been decided. */
  readonly approvalTimeoutMs: number;
}

const DAY_MS = 86_400_000;
/** Requests count as repeats for this long after they were asked or decided. */
const REPEAT_MS = DAY_MS;
const MAX_REPEATS = 3;
/** The requester waits for the card. */
const DEADLINE_MS = 20_000;
/** What is behind doo's doors after such an end. */
const SENT: readonly StateName[] = ['accepted', 'partly_accepted', 'unknown'];

/** Reads cards and addresses from the approval channel. */
export function createEarlierRequests(
  client: WebClient,
  botId: string,
  channel: string,
): EarlierRequests {
  return {
    cards: (sinceMs) => readCards(client, botId, channel, sinceMs, LOOK_BACK.messages / 100),
    async linkOf(ts) {
      try {
        return (await client.chat.getPermalink({ channel, message_ts: ts })).permalink;
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * What the ledger says of earlier requests for the same target: organization, resource, event, and
 * configuration, of which *all* includes each. It is read twice at the most; `unread` is an answer.
 */
export async function readEarlier(
  ledger: () => Promise<EarlierRequests>,
  request: RepushRequest,
  context: EarlierContext,
): Promise<EarlierFacts> {
  const endMs = performance.now() + DEADLINE_MS;
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      return await readOnce(await ledger(), request, context, endMs);
    } catch {
      if (performance.now() > endMs) break;
    }
  }
  return { kind: 'unread' };
}

async function readOnce(
  ledger: EarlierRequests,
  request: RepushRequest,
  context: EarlierContext,
  endMs: number,
): Promise<EarlierFacts> {
  const { nowMs, approvalTimeoutMs } = context;
  const found: LedgerCard[] = [];
  let isFirst = request.configuration.kind === 'one';
  for await (const card of ledger.cards(nowMs - LOOK_BACK.days * DAY_MS)) {
    if (performance.now() > endMs) throw new Error('the ledger was not read in time');
    const isOld = Number(card.ts) * 1000 < nowMs - REPEAT_MS - approvalTimeoutMs;
    if (isOld && !isFirst) break;
    if (card.payload.execution_arn === context.executionArn) continue;
    if (isSentToSame(card, request)) isFirst = false;
    if (timeOf(card) >= nowMs - REPEAT_MS && isSameTarget(card, request)) found.push(card);
  }
  const shown = found.toSorted((one, other) => timeOf(other) - timeOf(one)).slice(0, MAX_REPEATS);
  const repeats: Repeat[] = [];
  for (const card of shown) repeats.push(repeatOf(card, request, await ledger.linkOf(card.ts)));
  return { kind: 'read', repeats, more: found.length - repeats.length, isFirst };
}

function isSameTarget({ scalars, payload }: LedgerCard, request: RepushRequest): boolean {
  const { configuration } = request;
  if (scalars.organization_id !== request.organizationId) return false;
  if (payload.resource !== request.resource) return false;
  const isOneOfAll = configuration.kind === 'all' || scalars.configuration_id === '*';
  if (!isOneOfAll && scalars.configuration_id !== configuration.id) return false;
  return !('eventIds' in request) || sharedEvents(payload.event_ids, request).length > 0;
}

function isSentToSame({ scalars, payload }: LedgerCard, request: RepushRequest): boolean {
  const { configuration } = request;
  return (
    configuration.kind === 'one' &&
    scalars.organization_id === request.organizationId &&
    scalars.configuration_id === configuration.id &&
    SENT.some((state) => state === payload.state)
  );
}

function sharedEvents(ids: string | undefined, request: RepushRequest): readonly string[] {
  const earlier = new Set((ids ?? '').split(' '));
  return 'eventIds' in request ? request.eventIds.filter((id) => earlier.has(id)) : [];
}

/** When the card's request was decided, else asked, in milliseconds since the epoch. */
function timeOf({ ts, payload }: LedgerCard): number {
  return (payload.decided_at ?? payload.asked_at ?? Number(ts)) * 1000;
}

function repeatOf(card: LedgerCard, request: RepushRequest, link: string | undefined): Repeat {
  const { reference, requester, state, event_ids: ids } = card.payload;
  return {
    reference,
    by: requester,
    state: isStateName(state) ? state : 'failed',
    atMs: timeOf(card),
    eventIds: sharedEvents(ids, request),
    ...(link !== undefined && { link }),
  };
}
