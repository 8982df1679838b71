import { beginFollowUp } from '@doo-repush/core/repush/follow-up';
import {
  MAX_AGO_S,
  MAX_EVENTS,
  MAX_REASON_CHARS,
  MAX_TICKET_CHARS,
} from '@doo-repush/core/repush/limits';
import type { TargetResult } from '@doo-repush/core/repush/outcome';
import { cardMetadata } from '../../ledger/card-metadata.ts';
import { asCard } from '../../ledger/ledger-card.ts';
import { RECENT_DAYS } from '../../ledger/recent-days.ts';
import { buildCard } from '../../messages/card/card.ts';
import { resultMessage } from '../../messages/direct/request-messages.ts';
import { buildHistory, HISTORY_PAGE_SIZE } from '../../messages/history.ts';
import { buildHome } from '../../messages/home.ts';
import { buildRejectForm, buildResolutionForm } from '../../messages/private/reason-forms.ts';
import { buildReconcileMessage } from '../../messages/reconcile-message.ts';
import { buildLine, OUTCOMES_A_MESSAGE } from '../../messages/thread/line.ts';
import { buttonValue } from '../../model/button-values.ts';
import type { Card } from '../../model/card.ts';
import type { CheckedRequest } from '../../model/checked-request.ts';
import type { CardState } from '../../model/request-state.ts';
import { MAX_ABOUT_LINE_CHARS } from '../../slack/form/draft.ts';
import { buildRequestForm } from '../../slack/form/view.ts';
import type { Message } from '../../slack-api/message.ts';
import { NO_LINKS } from '../../slack-api/permalink.ts';

/** What one call of blocks.validate is given. */
type Validated = { readonly blocks: object } | { readonly view: object };

const AT_MS = Date.UTC(2030, 0, 1);
const REQUESTER = 'U0REQUESTER';
const APPROVER = 'U0APPROVER';
const CHANNEL = 'C0APPROVALS';
const MAX_ARN_CHARS = 1_024;
const ARN =
  'arn:aws:lambda:eu-central-1:000000000000:function:repush:live/durable-execution/'.padEnd(
    MAX_ARN_CHARS,
    'x',
  );
const value = buttonValue({
  executionArn: ARN,
  callbackId: 'c'.repeat(MAX_ARN_CHARS),
  requesterId: REQUESTER,
});
const fill = (chars: number) => 'W'.repeat(chars);
const eventIds = Array.from({ length: MAX_EVENTS }, (_, index) => String(10 ** 14 + index));

const checked: CheckedRequest = {
  request: {
    resource: 'orders',
    eventIds,
    organizationId: '9007199254740991',
    configuration: { kind: 'one', id: fill(75) },
    window: { after: '2030-01-01 00:00:00', before: '2030-01-02 00:00:00' },
    ago: { after: MAX_AGO_S, before: MAX_AGO_S },
    webhookTypes: Array.from({ length: 20 }, (_, index) => `order_${index}${fill(60)}`),
    maxRatePerMin: 100,
    reason: fill(MAX_REASON_CHARS),
    ticket: fill(MAX_TICKET_CHARS),
  },
  organizationName: fill(200),
  teamId: '1',
  configurations: [
    { id: fill(75), name: fill(200), hosts: [fill(120)], hostCount: 9, fingerprint: '0' },
  ],
  isListComplete: true,
  events: Object.fromEntries(eventIds.map((id) => [id, { kind: 'found', title: fill(200) }])),
  earlier: { kind: 'unread' },
  window: { timeZone: 'Europe/Berlin', afterMs: AT_MS, beforeMs: AT_MS, notes: [fill(400)] },
};
const results: readonly TargetResult[] = eventIds.map((eventId) => ({
  eventId,
  outcome: { kind: 'unknown' },
  atMs: AT_MS,
}));
const cardIn = (state: CardState): Card => ({
  checked,
  requesterId: REQUESTER,
  askedAtMs: AT_MS,
  reference: 'FFFFFF',
  executionArn: ARN,
  state,
});
const approved = { by: APPROVER, atMs: AT_MS };
const waiting = cardIn({ kind: 'waiting', expiresAtMs: AT_MS, buttonValue: value });
const sent = cardIn({
  kind: 'sent',
  approved,
  results,
  followUp: beginFollowUp(results),
  answerValue: value,
});

const asking = cardIn({
  kind: 'sent',
  approved,
  results,
  followUp: { ...beginFollowUp(results), arrival: { kind: 'asked', untilMs: AT_MS } },
  answerValue: value,
});

const blocksOf = ({ blocks }: Message): Validated => ({ blocks });

function ledgerCards() {
  const metadata = cardMetadata(waiting, { executionArn: ARN, executionName: fill(64) });
  const card = asCard({ ts: '1893456000.000100', bot_id: 'B0', metadata }, 'B0');
  return card === undefined ? [] : Array.from({ length: 20 }, () => card);
}

/** The largest of what each builder makes, by what it is. */
export const LARGEST_OUTPUTS: Readonly<Record<string, () => Validated>> = {
  'a card that waits': () => blocksOf(buildCard(waiting)),
  'a card that was sent': () => blocksOf(buildCard(sent)),
  'outcomes in a thread': () =>
    blocksOf(
      buildLine({ kind: 'outcomes', results: results.slice(0, OUTCOMES_A_MESSAGE) }, checked),
    ),
  'a card that asks everything': () => blocksOf(buildCard(asking)),
  'a result as a direct message': () => blocksOf(resultMessage(sent, CHANNEL)),
  'a page of the history': () =>
    blocksOf(
      buildHistory({
        page: { query: {}, before: ['1893456000.000100'] },
        cards: ledgerCards().slice(0, HISTORY_PAGE_SIZE),
        olderBefore: '1893456000.000100',
        isCutShort: true,
        permalink: NO_LINKS,
      }),
    ),
  'differences that reconcile finds': () =>
    blocksOf(
      buildReconcileMessage(
        eventIds.map((execution) => ({
          kind: 'state_differs',
          reference: 'FFFFFF',
          execution,
          ts: undefined,
          detail: fill(160),
        })),
      ),
    ),
  'a Home tab': () => {
    const listed = { cards: ledgerCards(), total: 20 };
    const busy = Array.from({ length: RECENT_DAYS }, () => 9_999);
    const days = { accepted: busy, partly: busy, unsent: busy, unclear: busy, open: busy };
    const requests = { waiting: listed, ownOpen: listed, newest: listed, days };
    const extent = 'whole';
    const common = {
      channelId: CHANNEL,
      command: `/${fill(31)}`,
      mayAsk: true,
      isApprover: true,
      permalink: NO_LINKS,
    };
    return { view: buildHome({ ...common, requests, extent }) };
  },
  'the form of a request': () => ({
    view: buildRequestForm(
      {
        organizationId: '9007199254740991',
        organizationName: fill(75),
        resource: 'orders',
        configuration: { kind: 'all' },
        eventIds: eventIds.join('\n'),
        window: { kind: 'between', ...checked.request.window, ago: checked.request.ago },
        maxRatePerMin: 100,
        reason: fill(MAX_REASON_CHARS),
        ticket: fill(MAX_TICKET_CHARS),
        aboutLine: fill(MAX_ABOUT_LINE_CHARS),
      },
      { dooTimeZone: 'Europe/Berlin', dooMaxRate: 100 },
    ),
  }),
  'the form of a rejection': () => ({ view: buildRejectForm(fill(2_900)) }),
  'the form of a resolution': () => ({ view: buildResolutionForm('not_started', fill(2_900)) }),
};
