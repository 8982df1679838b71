import { copyMessage } from '@doo-repush/functions/messages/card/duplicate-card';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../support/any-text.ts';
import { expectEditable, wordsOf } from '../../../support/postable.ts';

const LINK = 'https://example.slack.com/archives/C0APPROVAL/p1795748656531000';

describe('copyMessage', () => {
  it('names the other card, with a permalink if Slack returns one', () => {
    const words = wordsOf(copyMessage('8C2F01', LINK));
    expect(words).toContain(LINK);
    expect(words).toContain('8C2F01');
    expect(words).toContain('Nothing to do on this one.');
    const unlinked = wordsOf(copyMessage('8C2F01', undefined));
    expect(unlinked).toContain('8C2F01');
    expect(unlinked).not.toContain('<');
  });

  it('keeps to Slack’s limits and neutralizes untrusted text', () => {
    const anyLink = fc.option(fc.oneof(fc.constant(LINK), hostileText(200)), { nil: undefined });
    fc.assert(
      fc.property(hostileText(64), anyLink, (reference, link) =>
        expectEditable(copyMessage(reference, link)),
      ),
    );
  });
});
