import { buildClosedCard } from '@doo-repush/functions/slack/blocks/closed-card';
import { cardMetadata } from '@doo-repush/functions/slack/ledger/metadata';
import type { CardPayload } from '@doo-repush/functions/slack/ledger/read';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCard } from '../../../support/any-card.ts';
import { expectPostable, wordsOf } from '../../../support/postable.ts';

const payload: CardPayload = {
  v: 1,
  execution: 'sandbox-V1',
  execution_arn: 'arn',
  reference: '8C2F01',
  state: 'waiting',
  requester: 'U0RENEREQU',
  resource: 'orders',
  organization: 'Acme',
  configuration: 'CRM production',
  event_ids: '41231 41232',
};
const ENDINGS = ['FAILED', 'STOPPED', 'TIMED_OUT', 'gone'] as const;

describe('the card of an execution that ended without a report', () => {
  it.each(ENDINGS)('says who asked for what, and that it ended: %s', (status) => {
    const message = buildClosedCard(payload, status);
    const asked = '<@U0RENEREQU> asked to repush orders of 41231, 41232 of Acme to CRM production.';
    expect(message.text).toContain(asked);
    expect(wordsOf(message)).toContain(asked);
    expect(wordsOf(message)).toContain('AWS says that the execution');
  });

  it('says that nothing was sent where it was never approved', () => {
    const words = wordsOf(buildClosedCard(payload, 'STOPPED'));
    expect(words).toContain('It was not approved, so nothing was sent.');
  });

  it('does not say so after the approval', () => {
    const words = wordsOf(buildClosedCard({ ...payload, state: 'sending' }, 'STOPPED'));
    expect(words).toContain('It was approved, and doo may have been asked');
    expect(words).not.toContain('nothing was sent');
  });

  it('has no buttons', () => {
    const { blocks } = buildClosedCard(payload, 'FAILED');
    expect(blocks.filter((block) => block.type === 'actions')).toEqual([]);
  });

  it('is a message that Slack takes, for any card that it closes', () => {
    const origin = { executionName: 'sandbox-V1', executionArn: 'arn' };
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...ENDINGS), (card, status) => {
        const read = cardMetadata(card, origin).event_payload;
        expectPostable(buildClosedCard({ ...payload, ...read }, status));
      }),
      { numRuns: 100 },
    );
  });
});
