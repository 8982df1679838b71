import { MAX_REASON_CHARS } from '@doo-repush/core/repush/request';
import { buildRejectForm } from '@doo-repush/functions/slack/blocks/reject-form';
import { buttonValue } from '@doo-repush/functions/slack/button-value';
import { readRejectContext, writeRejectContext } from '@doo-repush/functions/slack/reject-context';
import { describe, expect, it } from 'vitest';
import { LONGEST_ARN, REQUESTER } from '../../../support/any-card.ts';
import { asJson, expectOpenable } from '../../../support/postable.ts';

const TS = '1700000000.000100';

describe('the reject form', () => {
  it.each([1, 900, 1024])(
    'opens for a callback id of %i characters, and knows its card',
    (length) => {
      const callbackId = 'c'.repeat(length);
      const facts = { executionArn: LONGEST_ARN, callbackId, requesterId: REQUESTER };
      const view = buildRejectForm(writeRejectContext(buttonValue(facts), TS));
      expectOpenable(view);
      expect(readRejectContext(view.private_metadata ?? '')).toMatchObject({
        callbackId,
        requesterId: REQUESTER,
        ts: TS,
      });
    },
  );

  it('lets nobody type more than a decision may hold', () => {
    expect(asJson(buildRejectForm('').blocks)).toMatchObject([
      { element: { max_length: MAX_REASON_CHARS } },
    ]);
  });

  it.each(['', '{}', '{"v":1,"b":"x","t":"1.2"}', '{"v":2,"b":"{}","t":"1.2"}'])(
    'knows a context that is not ours: %j',
    (text) => {
      expect(readRejectContext(text)).toBeUndefined();
    },
  );
});
