import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { OutcomeKind } from '@doo-repush/core/repush/outcome';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { cardMetadata } from '@doo-repush/functions/ledger/card-metadata';
import { buildCard } from '@doo-repush/functions/messages/card/card';
import type { Card } from '@doo-repush/functions/model/card';
import type { CardState } from '@doo-repush/functions/model/request-state';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { isJsonObject, objectsIn } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Workspace } from '@doo-repush/sandbox/slack/workspace/workspace';
import { IN_BERLIN, NOTHING_EARLIER } from './any-card.ts';
import { CRM } from './any-configuration.ts';
import { ordersRequest } from './any-request.ts';
import { asJson } from './postable.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What distinguishes a seeded card from the others. */
export interface SeededCard {
  readonly askedAtMs: number;
  readonly state: CardState;
  readonly requesterId?: string;
  readonly organizationId?: string;
  readonly organizationName?: string;
  readonly configuration?: RepushRequest['configuration'];
  readonly eventIds?: readonly string[];
  readonly reason?: string;
  readonly ticket?: string;
}

/** The ARN of the execution that posted the seeded card with this reference. */
export function seededArn(reference: string): string {
  return `arn:aws:lambda:eu-central-1:000000000000:function:repush:live/durable-execution/${reference}/1`;
}

/**
 * Puts cards into the approval channel at once, oldest first, as the workflow would have posted them. Each
 * reference is the card's index in six hexadecimal digits.
 * @returns the messages
 */
export function seedCards(workspace: Workspace, cards: readonly SeededCard[]): readonly Message[] {
  const { app, team } = workspace.state;
  const known = workspace.state.messages[people.approvals] ?? [];
  const messages = cards.map((seeded, index): Message => {
    const reference = index.toString(16).toUpperCase().padStart(6, '0');
    const card = cardOf(seeded, reference);
    const origin = { executionName: `sandbox-${reference}`, executionArn: seededArn(reference) };
    const { text, blocks } = buildCard(card);
    const { event_type, event_payload } = cardMetadata(card, origin);
    const payload = asJson(event_payload);
    return {
      type: 'message',
      ts: `${Math.floor(seeded.askedAtMs / 1000)}.${String(100_000 + index).slice(-6)}`,
      team: team.id,
      user: app.botUserId,
      bot_id: app.botId,
      app_id: app.id,
      text,
      blocks: objectsIn(asJson(blocks)),
      metadata: { event_type, event_payload: isJsonObject(payload) ? payload : {} },
    };
  });
  const all = [...messages, ...known].toSorted((left, right) => Number(left.ts) - Number(right.ts));
  workspace.state.messages[people.approvals] = all;
  const last = all.at(-1)?.ts;
  if (last !== undefined) workspace.state.lastTs[people.approvals] = last;
  workspace.changed();
  return messages;
}

function cardOf(seeded: SeededCard, reference: string): Card {
  const { eventIds, reason, ticket, organizationId, configuration } = seeded;
  const request = ordersRequest({
    ...(eventIds !== undefined && { eventIds: [...eventIds] }),
    ...(organizationId !== undefined && { organizationId }),
    ...(configuration !== undefined && { configuration }),
    ...(reason !== undefined && { reason }),
    ...(ticket !== undefined && { ticket }),
  });
  return {
    checked: {
      request,
      organizationName: seeded.organizationName ?? 'Acme',
      teamId: '9',
      configurations: [configuration?.kind === 'one' ? { ...CRM, id: configuration.id } : CRM],
      isListComplete: true,
      earlier: NOTHING_EARLIER,
      window: IN_BERLIN,
      events: Object.fromEntries(
        ('eventIds' in request ? request.eventIds : []).map((id) => [
          id,
          { kind: 'found', title: `Summit ${id}` },
        ]),
      ),
    },
    requesterId: seeded.requesterId ?? people.requester,
    askedAtMs: seeded.askedAtMs,
    reference,
    state: seeded.state,
  };
}

const ENDS: readonly (OutcomeKind | 'waiting' | 'rejected' | 'cancelled' | 'expired')[] = [
  'accepted',
  'accepted',
  'rejected',
  'accepted',
  'unknown',
  'cancelled',
  'accepted',
  'expired',
];

/**
 * A ledger of `length` cards, four per hour, the last posted at `endMs`: several organizations, people and
 * outcomes, one to three events each. Only the newest is pending.
 */
export function everydayCards(length: number, endMs: number): readonly SeededCard[] {
  return Array.from({ length }, (_, index): SeededCard => {
    const askedAtMs = endMs - (length - 1 - index) * (DAY_MS / 96);
    const eventIds = Array.from({ length: 1 + (index % 3) }, (_each, at) =>
      String(41_000 + ((index * 7 + at) % 900)),
    );
    const end = index === length - 1 ? 'waiting' : (ENDS[index % ENDS.length] ?? 'accepted');
    return {
      askedAtMs,
      state: stateOf(end, eventIds, askedAtMs),
      requesterId: index % 2 === 0 ? people.requester : people.secondRequester,
      organizationName: ['Acme', 'Globex', 'Initech', 'Umbrella'][index % 4] ?? 'Acme',
      eventIds,
      reason: `The customer's system was down, ${RESOURCES.orders.plural} are missing (${index})`,
      ticket: `SUP-${index}`,
    };
  });
}

function stateOf(
  end: (typeof ENDS)[number],
  eventIds: readonly string[],
  askedAtMs: number,
): CardState {
  const decided = { by: people.approver, atMs: askedAtMs + 60_000 };
  switch (end) {
    case 'waiting':
      return { kind: 'waiting', buttonValue: '{}', expiresAtMs: askedAtMs + DAY_MS };
    case 'rejected':
      return { kind: 'rejected', rejected: decided, reason: 'Not needed' };
    case 'cancelled':
      return { kind: 'cancelled', cancelled: { ...decided, by: people.requester } };
    case 'expired':
      return { kind: 'expired', atMs: askedAtMs + DAY_MS };
    default:
      return {
        kind: 'sent',
        approved: decided,
        results: eventIds.map((eventId, at) => ({
          eventId,
          outcome: end === 'accepted' ? { kind: end, items: 100 + at } : { kind: 'unknown' },
          atMs: decided.atMs,
        })),
      };
  }
}

/** Puts a request for an event into the channel that doo accepted an hour ago: orders to Acme's CRM. */
export function seedAccepted({ slack, doo, clock }: Sandbox, eventId: string): void {
  const crm = doo.data.configurations.find(({ name }) => name === 'CRM production');
  const askedAtMs = clock.now() - HOUR_MS;
  const approved = { by: people.approver, atMs: askedAtMs };
  const outcome = { kind: 'accepted', items: 412 } as const;
  seedCards(slack.workspace, [
    {
      askedAtMs,
      state: { kind: 'sent', approved, results: [{ eventId, outcome, atMs: askedAtMs }] },
      eventIds: [eventId],
      organizationId: '5101',
      configuration: { kind: 'one', id: crm?.id ?? '' },
    },
  ]);
}
