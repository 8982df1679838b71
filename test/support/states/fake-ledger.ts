import type { LedgerSource } from '@doo-repush/functions/ledger/scan';
import { WebClient } from '@slack/web-api';
import { REQUESTER } from './model.ts';

/** Another request for the same, as shown by its card in the channel. */
export interface Rival {
  state: 'waiting' | 'sending' | 'accepted' | 'cancelled';
  decidedAtMs: number | undefined;
}

export interface FakeLedger {
  rival: Rival | undefined;
  /** How many open requests of the same person were posted while this one was checked. */
  siblings: number;
  /** Whether Slack fails to show the channel. */
  isAway: boolean;
  /** Whether it failed when the channel was read. */
  wasAway: boolean;
  readonly source: () => Promise<LedgerSource>;
}

const BOT = 'B0REPUSH01';

/** Earlier than every card of a `FakeChannel`, whose timestamps start at 1. */
const SIBLING_TS = '0.000001';

/**
 * A channel whose only other cards are a rival's and, once this request's own card is posted, those of the
 * same person's other requests.
 * @param asked what both request
 * @param isPosted whether the request's own card has been posted
 */
export function createFakeLedger(
  asked: { readonly eventIds: readonly string[]; readonly organizationId: string },
  startMs: number,
  isPosted: () => boolean,
): FakeLedger {
  const client = new WebClient('placeholder');
  const ledger: FakeLedger = {
    rival: undefined,
    siblings: 0,
    isAway: false,
    wasAway: false,
    source: async () => {
      ledger.wasAway ||= ledger.isAway;
      if (ledger.isAway) throw new Error('Slack is away');
      return { client, botId: BOT, channel: 'C0CHANNEL' };
    },
  };
  client.chat.getPermalink = async () => ({ ok: true });
  client.conversations.history = async () => ({ ok: true, messages: [...rivals(), ...siblings()] });

  function rivals() {
    const { rival } = ledger;
    if (rival === undefined) return [];
    const seconds = Math.floor(startMs / 1000);
    const event_payload = {
      v: 1,
      execution: 'x-V2',
      execution_arn: 'arn:of:the:rival',
      reference: 'ABCDEF',
      requester: 'U0RIVAL',
      organization_id: asked.organizationId,
      configuration_id: '*',
      configuration: '*',
      resource: 'orders',
      event_ids: asked.eventIds.join(' '),
      state: rival.state,
      asked_at: seconds,
      ...(rival.decidedAtMs !== undefined && {
        decided_by: 'U0ADA',
        decided_at: Math.floor(rival.decidedAtMs / 1000),
      }),
    };
    const metadata = { event_type: 'doo_repush_card', event_payload };
    return [{ ts: `${seconds}.000001`, bot_id: BOT, metadata }];
  }

  function siblings() {
    if (!isPosted()) return [];
    return Array.from({ length: ledger.siblings }, (_, index) => {
      const event_payload = {
        v: 1,
        execution: `sibling-V${index}`,
        execution_arn: `arn:of:sibling:${index}`,
        reference: 'FEDCBA',
        requester: REQUESTER,
        organization_id: 'another',
        configuration_id: 'another',
        configuration: 'Another',
        resource: 'contacts',
        state: 'waiting',
        asked_at: Math.floor(startMs / 1000),
      };
      const metadata = { event_type: 'doo_repush_card', event_payload };
      return { ts: SIBLING_TS, bot_id: BOT, metadata };
    });
  }
  return ledger;
}
