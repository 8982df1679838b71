import { collectHome } from '@doo-repush/functions/ledger/home-requests';
import { buildHome, buildShortHome, type Home } from '@doo-repush/functions/messages/home';
import { permalinks } from '@doo-repush/functions/slack-api/permalink';
import { viewFaults } from '@doo-repush/sandbox/slack/blocks/validate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPROVER,
  anyCard,
  NOW_MS,
  plainCard,
  REQUESTER,
  waiting,
} from '../../support/any-card.ts';
import { ledgerCard, recordedCard } from '../../support/ledger-card.ts';
import { asJson, INJECTED_MENTION, textsIn, wordsOf } from '../../support/postable.ts';

type Built = Parameters<typeof ledgerCard>[0];

function requestsOf(cards: readonly Built[], userId: string = APPROVER, isApprover = true) {
  const collector = collectHome(userId, isApprover, TODAY);
  collector.add(cards.map((card) => ledgerCard(card)));
  return collector.requests();
}

const TODAY = { nowMs: NOW_MS, timeZone: 'Europe/Berlin' };

const home = (more: Partial<Home> = {}): Home => ({
  channelId: 'C0APPROVAL',
  command: '/doo-repush',
  mayAsk: true,
  isApprover: true,
  requests: requestsOf([]),
  extent: 'whole',
  permalink: permalinks('https://sandbox.slack.example/', 'C0APPROVAL'),
  ...more,
});

const words = (more: Partial<Home>) => wordsOf(buildHome(home(more)));
const unknown = {
  kind: 'sent',
  approved: { by: 'U0MAYGROUP', atMs: NOW_MS },
  results: [{ eventId: '41231', outcome: { kind: 'unknown' }, atMs: NOW_MS }],
} as const;

describe('the Home tab', () => {
  it('tells of a request what it is, where it stands, who asked, and where its card is', () => {
    const told = words({ requests: requestsOf([plainCard(waiting)]) });
    expect(told).toMatch(
      /Approval needed\* · orders of 41231 → CRM production · Acme\n<@U0RENEREQU> asked <!date\^1700000000.*> · "CRM outage" · <https:\/\/sandbox\.slack\.example\/archives\/C0APPROVAL\/p1700000000000100\|8C2F01>/,
    );
  });

  it('puts before an approver what others ask, and before a requester what they asked', () => {
    const cards = [plainCard(waiting), plainCard(unknown)];
    const approver = words({ requests: requestsOf(cards), mayAsk: false });
    expect(approver).toMatch(/Waiting for you[\s\S]*Recent requests/);
    expect(approver).not.toContain('Your open requests');
    const requester = words({ requests: requestsOf(cards, REQUESTER, false), isApprover: false });
    expect(requester).toMatch(/Your open requests[\s\S]*Recent requests/);
    expect(requester).toContain("Waiting for you*\nYou're all caught up.");
  });

  it('never puts their own request before an approver', () => {
    const { waiting: forMe, ownOpen } = requestsOf([plainCard(waiting)], REQUESTER);
    expect([forMe.total, ownOpen.total]).toEqual([0, 1]);
  });

  it('puts what is unknown before an approver until it is resolved', () => {
    const collector = collectHome(APPROVER, true, TODAY);
    const resolved = (resolution: string) => recordedCard({ state: 'unknown', resolution });
    collector.add([resolved('open'), resolved('started'), resolved('unresolved')]);
    expect(collector.requests().waiting.total).toBe(1);
  });

  it('waits for its requester while somebody asks whether what was sent arrived', () => {
    const collector = collectHome(REQUESTER, false, TODAY);
    const sent = (arrival: string) => recordedCard({ state: 'accepted', arrival });
    collector.add(['awaited', 'asked', 'not_yet', 'arrived', 'not_confirmed'].map(sent));
    const { waiting: forMe, ownOpen } = collector.requests();
    expect([forMe.total, ownOpen.total]).toEqual([2, 0]);
    expect(words({ requests: collector.requests() })).toMatch(
      /Waiting for you[\s\S]*did they arrive\?/,
    );
  });

  it('waits for requester and approvers while the rest waits for a word about the first one', () => {
    const first = { kind: 'asked', untilMs: NOW_MS } as const;
    const sending = { kind: 'sending', approved: { by: APPROVER, atMs: NOW_MS } } as const;
    const cards = [plainCard({ ...sending, first }), plainCard(sending)];
    const totals = (userId: string, isApprover: boolean) => {
      const { waiting: forMe, ownOpen } = requestsOf(cards, userId, isApprover);
      return [forMe.total, ownOpen.total];
    };
    expect(totals(REQUESTER, false)).toEqual([1, 1]);
    expect(totals(APPROVER, true)).toEqual([1, 0]);
    expect(totals('U0MAYGROUP', false)).toEqual([0, 0]);
    expect(words({ requests: requestsOf(cards) })).toMatch(
      /Waiting for you[\s\S]*did the first one arrive\?/,
    );
  });

  it('pictures the last 30 days by what became of their requests, once all were read', () => {
    const asked = (daysAgo: number, state: string) =>
      recordedCard({ state, asked_at: Math.floor(NOW_MS / 1000) - daysAgo * 86_400 });
    const collector = collectHome(APPROVER, true, TODAY);
    collector.add([
      ...[0, 0, 0, 0, 30, 31, 500].map((ago) => asked(ago, 'accepted')),
      asked(1, 'rejected'),
      asked(1, 'unknown'),
    ]);
    const requests = collector.requests();
    const told = words({ requests });
    expect(told).toContain(`\`▂${'·'.repeat(28)}█\` :white_check_mark: Accepted: 5`);
    expect(told).toContain(`\`${'·'.repeat(28)}▂·\` :no_entry: Nothing sent: 1`);
    expect(told).toContain(':red_circle: Unclear: 1');
    expect(told).toContain('7 requests · one bar per day, today on the right');
    expect(told).not.toContain('Partly accepted');
    for (const extent of ['beginning', 'in_part'] as const)
      expect(words({ requests, extent })).not.toContain('Last 30 days');
    expect(words({})).not.toContain('Last 30 days');
  });

  it('lists what is open as far as there is room, and says how much more there is', () => {
    const told = words({
      requests: requestsOf(Array.from({ length: 13 }, () => plainCard(waiting))),
    });
    expect(told).toContain('and 3 more, in <#C0APPROVAL>');
  });

  it('has the button that asks for those who may, and says so to others', () => {
    const actionsOf = (it: Home) => buildHome(it).blocks.filter(({ type }) => type === 'actions');
    expect(actionsOf(home())).toHaveLength(1);
    const stranger = home({ mayAsk: false, isApprover: false, requests: 'not_shown' });
    expect(actionsOf(stranger)).toEqual([]);
    expect(wordsOf(buildHome(stranger))).toContain("You don't have access yet.");
  });

  it('says that there is nothing only once everything was read', () => {
    for (const nothing of ["You're all caught up.", 'No open requests.', 'No recent requests.']) {
      expect(words({})).toContain(nothing);
      expect(words({ extent: 'beginning' })).not.toContain(nothing);
      expect(words({ extent: 'in_part' })).not.toContain(nothing);
    }
    expect(words({ extent: 'beginning' })).toContain('Reading the requests');
    expect(words({ extent: 'in_part' })).toContain("Some requests couldn't be read just now");
  });

  it('is a view that Slack takes, whatever the cards hold', () => {
    fc.assert(
      fc.property(fc.array(anyCard, { minLength: 25, maxLength: 25 }), (cards) => {
        const view = asJson(buildHome(home({ requests: requestsOf(cards) })));
        expect(viewFaults(view, 'home')).toEqual([]);
        for (const { text, type, verbatim } of textsIn(view)) {
          expect(text).not.toContain(INJECTED_MENTION);
          expect(text).not.toContain('<!channel>');
          if (type === 'mrkdwn') expect(verbatim).toBe(true);
        }
      }),
      { numRuns: 4 },
    );
  });

  it('has its button and the way to the channel, where the requests are not taken', () => {
    const view = asJson(buildShortHome(home({ requests: requestsOf([plainCard(waiting)]) })));
    expect(viewFaults(view, 'home')).toEqual([]);
    expect(wordsOf(buildShortHome(home()))).toContain('<#C0APPROVAL> has them.');
    expect(JSON.stringify(view)).toContain('"action_id":"ask"');
  });
});
