import { MAX_REASON_CHARS } from '@doo-repush/core/repush/request';
import { buildResolutionForm } from '@doo-repush/functions/slack/blocks/resolution-form';
import { buttonValue } from '@doo-repush/functions/slack/button-value';
import { writeResolutionContext } from '@doo-repush/functions/slack/resolution-context';
import { describe, expect, it } from 'vitest';
import { LONGEST_ARN, REQUESTER } from '../../../support/any-card.ts';
import { asJson, expectOpenable } from '../../../support/postable.ts';

const button = buttonValue({
  executionArn: LONGEST_ARN,
  callbackId: 'c'.repeat(1024),
  requesterId: REQUESTER,
});

describe('buildResolutionForm', () => {
  it.each(['started', 'not_started'] as const)(
    'is a form that Slack opens, with the longest ids behind it: %s',
    (resolution) => {
      const context = writeResolutionContext(button, '1700000000.000100', resolution);
      expectOpenable(buildResolutionForm(resolution, context));
    },
  );

  it('asks for what was seen, as long as a reason may be', () => {
    expect(asJson(buildResolutionForm('started', '').blocks)).toMatchObject([
      { element: { type: 'plain_text_input', max_length: MAX_REASON_CHARS } },
    ]);
  });
});
