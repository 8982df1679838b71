import { runAgainMessage } from '@doo-repush/functions/messages/card/rerun-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../support/any-text.ts';
import { expectPostable } from '../../../support/postable.ts';

describe('runAgainMessage', () => {
  it('names who asks again, and links to the new card', () => {
    const { text } = runAgainMessage('U0RENEREQU', '8C2F01', 'https://sandbox.slack.example/p1');
    expect(text).toContain('<@U0RENEREQU> asked for this again');
    expect(text).toContain('<https://sandbox.slack.example/p1|');
  });

  it('is a message that Slack takes, whatever stands for person, reference and link', () => {
    fc.assert(
      fc.property(hostileText(80), hostileText(40), fc.option(hostileText(300)), (by, ref, link) =>
        expectPostable(runAgainMessage(`U${by}`, `8C${ref}`, link ?? undefined)),
      ),
    );
  });
});
