import { buildHome, type Home } from '@doo-repush/functions/slack/blocks/home';
import { cardMetadata } from '@doo-repush/functions/slack/ledger/metadata';
import type { LedgerCard } from '@doo-repush/functions/slack/ledger/read';
import { viewFaults } from '@doo-repush/sandbox/slack/blocks/validate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCard, plainCard, waiting } from '../../../support/any-card.ts';
import { asJson, INJECTED_MENTION, textsIn, wordsOf } from '../../../support/postable.ts';

const origin = { executionName: 'sandbox-V1', executionArn: 'arn' };
const home = (more: Partial<Home> = {}): Home => ({
  channelId: 'C0APPROVAL',
  cards: [],
  mayAsk: true,
  ...more,
});

/** A card as the ledger has it. */
function ledgerCard(card: Parameters<typeof cardMetadata>[0]): LedgerCard {
  const scalars = asJson(cardMetadata(card, origin).event_payload);
  return JSON.parse(JSON.stringify({ ts: '1700000000.000100', payload: scalars, scalars }));
}

describe('the Home tab', () => {
  it('lists requests with who asked, for what, and where they stand', () => {
    const words = wordsOf(buildHome(home({ cards: [ledgerCard(plainCard(waiting))] })));
    expect(words).toMatch(/Waiting for approval\*\norders of Acme to CRM production/);
    expect(words).toMatch(/<@U0RENEREQU> <!date\^1700000000.*> · Reference 8C2F01/);
  });

  it('has the button that asks for those who may, and says so to others', () => {
    const actionsOf = (it: Home) => buildHome(it).blocks.filter(({ type }) => type === 'actions');
    expect(actionsOf(home())).toHaveLength(1);
    const stranger = home({ mayAsk: false, cards: 'not_shown' });
    expect(actionsOf(stranger)).toEqual([]);
    expect(wordsOf(buildHome(stranger))).toContain('You may not ask for a repush here.');
  });

  it('says when there is nothing to list', () => {
    expect(wordsOf(buildHome(home()))).toContain('No recent requests.');
  });

  it('is a view that Slack takes, whatever the cards hold', () => {
    fc.assert(
      fc.property(fc.array(anyCard, { minLength: 10, maxLength: 10 }), (cards) => {
        const view = asJson(buildHome(home({ cards: cards.map(ledgerCard) })));
        expect(viewFaults(view, 'home')).toEqual([]);
        for (const { text, type, verbatim } of textsIn(view)) {
          expect(text).not.toContain(INJECTED_MENTION);
          expect(text).not.toContain('<!channel>');
          if (type === 'mrkdwn') expect(verbatim).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});
