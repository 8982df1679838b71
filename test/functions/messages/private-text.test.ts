import type { RefusalReason } from '@doo-repush/core/repush/permissions';
import type { LedgerCard } from '@doo-repush/functions/ledger/read';
import { answerRefused, NAMED } from '@doo-repush/functions/messages/private/answer-refused';
import type { Refusal } from '@doo-repush/functions/messages/private/click-refused';
import {
  clickRefused,
  rejectionRefused,
} from '@doo-repush/functions/messages/private/click-refused';
import { mayNotAsk } from '@doo-repush/functions/messages/private/may-not-ask';
import { describe, expect, it } from 'vitest';
import { APPROVER, NOW_MS, REQUESTER } from '../../support/any-card.ts';
import { recordedCard } from '../../support/ledger-card.ts';

const REASONS: readonly RefusalReason[] = [
  'own_request',
  'not_requester',
  'not_approver',
  'guest',
  'outsider',
  'bot',
  'deactivated',
  'unknown_person',
  'unverifiable',
];

function cardIn(state: string, decidedBy?: string): LedgerCard {
  return recordedCard({
    state,
    ...(decidedBy !== undefined && { decided_by: decidedBy, decided_at: NOW_MS / 1000 }),
  });
}

const closed = (card?: LedgerCard): Refusal => ({ kind: 'closed', card });
const REFUSALS: readonly Refusal[] = [
  ...REASONS.map(
    (reason): Refusal => ({
      kind: 'not_allowed',
      decision: 'rejected',
      reason,
      requesterId: REQUESTER,
    }),
  ),
  { kind: 'in_hand' },
  { kind: 'ended_without_report' },
  closed(),
  closed(cardIn('expired')),
  closed(cardIn('failed')),
  closed(cardIn('sending', APPROVER)),
  closed(cardIn('accepted', APPROVER)),
];

describe('words in a form, which shows plain text', () => {
  it('hold no mention, no date and no formatting, whatever they refuse', () => {
    const words = [
      ...REFUSALS.map((refusal) => rejectionRefused(refusal, REQUESTER)),
      mayNotAsk('guest'),
      mayNotAsk('unverifiable'),
    ];
    for (const text of words) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/[<>`*^]/);
      expect(text).not.toMatch(/[UCS]0[A-Z0-9]+/);
    }
  });

  it('say whom to ask where a person may not reject', () => {
    const [, , refusal] = REFUSALS;
    if (refusal === undefined) throw new Error('nothing to refuse');
    expect(rejectionRefused(refusal, REQUESTER)).toBe(
      'Nothing changed: your account is not an approver. The request still waits: ask an approver.',
    );
  });

  it('say who decided only as far as nobody is named', () => {
    const decided = closed(cardIn('accepted', APPROVER));
    expect(rejectionRefused(decided, REQUESTER)).toContain('a colleague already decided');
    expect(rejectionRefused(decided, APPROVER)).toContain('you already decided');
  });
});

describe('words in a message', () => {
  it('name who decided and when', () => {
    const decided = closed(cardIn('accepted', APPROVER));
    expect(clickRefused(decided, REQUESTER, [])).toMatch(
      /: <@U0ADAAPPRO> decided <!date\^1700000000\^/,
    );
  });

  it('name neither end of a card that could not be read', () => {
    const either = 'This request is closed: it was decided, or its time ran out.';
    expect(clickRefused(closed(), REQUESTER, [])).toContain(either);
    expect(rejectionRefused(closed(), REQUESTER)).toContain(either);
  });

  it('name neither end of a question whose card could not be read', () => {
    const problem = {
      kind: 'closed',
      question: 'arrival',
      card: undefined,
      hasEnded: false,
    } as const;
    expect(answerRefused(problem, [], NAMED)).toContain('answered, or time is up');
  });

  it('say that nobody may decide where no approver is named', () => {
    const [refusal] = REFUSALS;
    if (refusal === undefined) throw new Error('nothing to refuse');
    expect(clickRefused(refusal, REQUESTER, [])).toContain(
      'No approvers are named: tell an admin.',
    );
  });
});
