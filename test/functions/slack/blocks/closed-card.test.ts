import {
  buildClosedCard,
  closedStateOf,
  type Ending,
} from '@doo-repush/functions/slack/blocks/closed-card';
import { cardMetadata } from '@doo-repush/functions/slack/ledger/metadata';
import type { CardPayload } from '@doo-repush/functions/slack/ledger/read';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCard } from '../../../support/any-card.ts';
import { expectEditable, wordsOf } from '../../../support/postable.ts';

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
const ENDINGS: readonly Ending[] = [
  { kind: 'failed', mayHaveSent: false },
  { kind: 'stopped', mayHaveSent: true },
  { kind: 'timed_out', mayHaveSent: true },
  { kind: 'gone', mayHaveSent: true },
];
const UNSHOWN: Ending = { kind: 'unshown', state: 'accepted' };

describe('the card of an execution that ended without a report', () => {
  it.each(ENDINGS)('says who asked for what, and that it ended: $kind', (ending) => {
    const message = buildClosedCard(payload, ending);
    const asked = '<@U0RENEREQU> asked to repush orders of 41231, 41232 of Acme to CRM production.';
    expect(message.text).toContain(asked);
    expect(wordsOf(message)).toContain(asked);
    expect(wordsOf(message)).toContain('AWS says that the execution');
  });

  it('says that nothing was sent only where AWS proves it', () => {
    const proven = wordsOf(buildClosedCard(payload, { kind: 'stopped', mayHaveSent: false }));
    expect(proven).toContain('doo had not been asked, so nothing was sent.');
    const open = wordsOf(buildClosedCard(payload, { kind: 'stopped', mayHaveSent: true }));
    expect(open).toContain('doo may have been asked');
    expect(open).not.toContain('nothing was sent');
  });

  it('takes over the state of an execution that ended well but could not show it', () => {
    expect(closedStateOf(UNSHOWN)).toBe('accepted');
    const words = wordsOf(buildClosedCard(payload, UNSHOWN));
    expect(words).toContain('Accepted by doo');
    expect(words).toContain('the person who asked was told directly');
  });

  it('concludes nothing where the result cannot be read', () => {
    const unread: Ending = { kind: 'unshown', state: undefined };
    expect(closedStateOf(unread)).toBe('failed');
    expect(wordsOf(buildClosedCard(payload, unread))).toContain('doo may have been asked');
  });

  it('has no buttons', () => {
    const { blocks } = buildClosedCard(payload, UNSHOWN);
    expect(blocks.filter((block) => block.type === 'actions')).toEqual([]);
  });

  it('is a message that Slack takes, for any card that it closes', () => {
    const origin = { executionName: 'sandbox-V1', executionArn: 'arn' };
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...ENDINGS, UNSHOWN), (card, ending) => {
        const read = cardMetadata(card, origin).event_payload;
        expectEditable(buildClosedCard({ ...payload, ...read }, ending));
      }),
      { numRuns: 100 },
    );
  });
});
