import { permalinks } from '@doo-repush/functions/slack-api/permalink';
import type { LedgerFile } from '@doo-repush/functions/worker/export/ledger-file';
import { APPROVER, NOW_MS, plainCard } from './any-card.ts';
import { ordersRequest } from './any-request.ts';
import { ledgerCard } from './ledger-card.ts';

type Built = Parameters<typeof ledgerCard>[0];

const names: Record<string, string> = { U0RENEREQU: 'René Requester', [APPROVER]: 'Ada' };

export const exportContext = {
  timeZone: 'Europe/Berlin',
  nameOf: (id: string) => names[id] ?? '',
  permalink: permalinks('https://sandbox.slack.example/', 'C0APPROVAL'),
};

/** A file with these cards. */
export async function filled(file: LedgerFile, cards: readonly Built[]) {
  const taken: boolean[] = [];
  for (const card of cards) taken.push(await file.add(ledgerCard(card)));
  const { parts, bytes: length } = await file.end();
  const bytes = Buffer.concat(parts);
  return { file, taken, bytes, length, text: bytes.toString('utf8') };
}

/** A card with one event of each outcome. */
export const sentCard = plainCard(
  {
    kind: 'sent',
    approved: { by: APPROVER, atMs: NOW_MS + 60_000 },
    results: [
      { eventId: '41231', outcome: { kind: 'accepted', items: 412 }, atMs: NOW_MS },
      { eventId: '41232', outcome: { kind: 'unknown' }, atMs: NOW_MS },
      { eventId: '41233', outcome: { kind: 'not_sent', notAsked: 'quota_used_up' }, atMs: NOW_MS },
    ],
  },
  {
    request: ordersRequest({
      eventIds: ['41231', '41232', '41233'],
      window: { after: '2023-11-01 09:00:00' },
      webhookTypes: ['order_created', 'order_cancelled'],
      maxRatePerMin: 50,
      ticket: 'SUP-1',
    }),
  },
);
