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
  const collector = collectHome(userId, isApprover);
  collector.add(cards.map((card) => ledgerCard(card)));
  return collector.requests();
}

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
      /Approval needed\*\norders of event 41231 of Acme to CRM production\nCRM outage\n<@U0RENEREQU> asked <!date\^1700000000.*> · Reference 8C2F01 · <https:\/\/sandbox\.slack\.example\/archives\/C0APPROVAL\/p1700000000000100\|Open the card>/,
    );
  });

  it('puts before an approver what others ask, and before a requester what they asked', () => {
    const cards = [plainCard(waiting), plainCard(unknown)];
    const approver = words({ requests: requestsOf(cards), mayAsk: false });
    expect(approver).toMatch(/Waiting for your decision[\s\S]*Newest requests/);
    expect(approver).not.toContain('Your open requests');
    const requester = words({ requests: requestsOf(cards, REQUESTER, false), isApprover: false });
    expect(requester).toMatch(/Your open requests[\s\S]*Newest requests/);
    expect(requester).not.toContain('Waiting for your decision');
  });

  it('never puts their own request before an approver', () => {
    const { toDecide, ownOpen } = requestsOf([plainCard(waiting)], REQUESTER);
    expect([toDecide.total, ownOpen.total]).toEqual([0, 1]);
  });

  it('puts what is unknown before an approver until it is resolved', () => {
    const collector = collectHome(APPROVER, true);
    const resolved = (resolution: string) => recordedCard({ state: 'unknown', resolution });
    collector.add([resolved('open'), resolved('started'), resolved('unresolved')]);
    expect(collector.requests().toDecide.total).toBe(1);
  });

  it('keeps what was sent open for its requester while somebody asks whether it arrived', () => {
    const collector = collectHome(REQUESTER, false);
    const sent = (arrival: string) => recordedCard({ state: 'accepted', arrival });
    collector.add(['awaited', 'asked', 'not_yet', 'arrived', 'not_confirmed'].map(sent));
    const { ownOpen } = collector.requests();
    expect(ownOpen.total).toBe(2);
    expect(words({ requests: collector.requests() })).toMatch(
      /open requests[\s\S]*did they arrive\?/,
    );
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
    expect(wordsOf(buildHome(stranger))).toContain('You may not ask for a repush here.');
  });

  it('says that there is nothing only once everything was read', () => {
    for (const nothing of [
      'Nothing waits for you.',
      'You have no open request.',
      'No recent requests.',
    ]) {
      expect(words({})).toContain(nothing);
      expect(words({ extent: 'beginning' })).not.toContain(nothing);
      expect(words({ extent: 'in_part' })).not.toContain(nothing);
    }
    expect(words({ extent: 'beginning' })).toContain('The requests are being read');
    expect(words({ extent: 'in_part' })).toContain('Not all requests could be read just now');
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
