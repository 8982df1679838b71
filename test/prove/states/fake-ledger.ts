import type { LedgerSource } from '@doo-repush/functions/ledger/scan';
import { WebClient } from '@slack/web-api';

/** Another request for the same, as its card in the channel tells it. */
export interface Rival {
  state: 'waiting' | 'sending' | 'accepted' | 'cancelled';
  decidedAtMs: number | undefined;
}

export interface FakeLedger {
  rival: Rival | undefined;
  /** Whether Slack shows the channel. */
  isAway: boolean;
  readonly source: () => Promise<LedgerSource>;
}

const BOT = 'B0REPUSH01';

/** A channel whose only other card is that of a rival. @param asked what both ask for */
export function createFakeLedger(
  asked: { readonly eventIds: readonly string[]; readonly organizationId: string },
  startMs: number,
): FakeLedger {
  const client = new WebClient('placeholder');
  const ledger: FakeLedger = {
    rival: undefined,
    isAway: false,
    source: async () => {
      if (ledger.isAway) throw new Error('Slack is away');
      return { client, botId: BOT, channel: 'C0CHANNEL' };
    },
  };
  client.chat.getPermalink = async () => ({ ok: true });
  client.conversations.history = async () => ({ ok: true, messages: messages() });

  function messages() {
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
  return ledger;
}
