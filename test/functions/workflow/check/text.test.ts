import {
  checkEndedMessage,
  checkGoesOnMessage,
  checkPassedMessage,
} from '@doo-repush/functions/messages/direct/check-word';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../support/any-text.ts';
import { expectEditable, expectPostable, wordsOf } from '../../../support/postable.ts';

const LINK = 'https://example.slack.com/archives/C0APPROVAL/p1795748656531000';

describe('the word that a check goes on', () => {
  it('says what has not happened yet, and what comes next', () => {
    const words = wordsOf(checkGoesOnMessage('8C2F01'));
    expect(words).toContain('No approver has been asked yet.');
    expect(words).toContain('within a minute. Ref 8C2F01');
  });

  it('becomes the way to the card, with a link where Slack gives one', () => {
    expect(wordsOf(checkPassedMessage('8C2F01', 'C0APPROVAL', LINK))).toContain(`<${LINK}|`);
    const unlinked = wordsOf(checkPassedMessage('8C2F01', 'C0APPROVAL', undefined));
    expect(unlinked).toContain('<#C0APPROVAL> for approval: 8C2F01.');
  });

  it("keeps to Slack's limits and lets nothing foreign through", () => {
    const anyLink = fc.option(fc.oneof(fc.constant(LINK), hostileText(200)), { nil: undefined });
    fc.assert(
      fc.property(anyLink, (link) => {
        expectPostable(checkGoesOnMessage('8C2F01'));
        expectEditable(checkPassedMessage('8C2F01', 'C0APPROVAL', link));
        expectEditable(checkEndedMessage('8C2F01'));
      }),
    );
  });
});
