import { receiptMessage } from '@doo-repush/functions/messages/direct/receipt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCard, plainCard, waiting } from '../../support/any-card.ts';
import { hostileText } from '../../support/any-text.ts';
import { expectPostable, wordsOf } from '../../support/postable.ts';

const LINK = 'https://example.slack.com/archives/C0APPROVAL/p1795748656531000';

describe('the receipt', () => {
  it('says what was sent for approval where, and leads to the card', () => {
    const words = wordsOf(receiptMessage(plainCard(waiting), 'C0APPROVAL', LINK));
    expect(words).toMatch(/^Sent for approval to <#C0APPROVAL>: Orders of 41231.*CRM production/);
    expect(words).toContain(`<${LINK}|8C2F01>`);
    expect(words).toContain('Nothing is repushed before a colleague approves.');
  });

  it('names the card where Slack gives no link', () => {
    const words = wordsOf(receiptMessage(plainCard(waiting), 'C0APPROVAL', undefined));
    expect(words).toContain('on its card: 8C2F01.');
  });

  it("keeps to Slack's limits and lets nothing foreign through", () => {
    const anyLink = fc.option(fc.oneof(fc.constant(LINK), hostileText(200)), { nil: undefined });
    fc.assert(
      fc.property(anyCard, anyLink, (card, link) =>
        expectPostable(receiptMessage(card, 'C0APPROVAL', link)),
      ),
    );
  });
});
