import { MAX_REASON_CHARS } from '@doo-repush/core/repush/request';
import {
  buildRejectForm,
  buildResolutionForm,
} from '@doo-repush/functions/messages/private/reason-forms';
import { buttonValue } from '@doo-repush/functions/model/button-values';
import {
  readReasonContext,
  writeReasonContext,
} from '@doo-repush/functions/slack/clicks/reason-context';
import { describe, expect, it } from 'vitest';
import { LONGEST_ARN, REQUESTER } from '../../../support/any-card.ts';
import { asJson, expectOpenable } from '../../../support/postable.ts';

const cardTs = '1700000000.000100';
const FORMS = [
  ['rejection', undefined, buildRejectForm],
  ['started', 'started', (context: string) => buildResolutionForm('started', context)],
  ['not started', 'not_started', (context: string) => buildResolutionForm('not_started', context)],
] as const;

describe('a form that asks for a reason', () => {
  it.each(FORMS)(
    'opens and identifies its card, whatever its IDs: %s',
    (_name, resolution, build) => {
      for (const length of [1, 900, 1024]) {
        const callbackId = 'c'.repeat(length);
        const facts = { executionArn: LONGEST_ARN, callbackId, requesterId: REQUESTER };
        const value = buttonValue(facts);
        const view = build(
          writeReasonContext({ value, cardTs, ...(resolution && { resolution }) }),
        );
        expectOpenable(view);
        expect(readReasonContext(view.private_metadata ?? '')).toMatchObject({
          click: { callbackId, requesterId: REQUESTER, cardTs },
          resolution,
        });
      }
    },
  );

  it.each(FORMS)('limits the input to the longest reason: %s', (_name, _resolution, build) => {
    expect(asJson(build('').blocks)).toMatchObject([
      { element: { type: 'plain_text_input', max_length: MAX_REASON_CHARS } },
    ]);
  });

  it.each([
    '',
    '{}',
    '{"v":1,"b":"x","t":"1.2"}',
    '{"v":2,"b":"{}","t":"1.2"}',
    `{"v":1,"b":${JSON.stringify(JSON.stringify({ v: 1, c: 'c', r: REQUESTER }))},"t":"1.2","k":"x"}`,
  ])('rejects a context that is not ours: %j', (text) => {
    expect(readReasonContext(text)).toBeUndefined();
  });
});
