import { DECISIONS, type DecisionKind, isInTime } from '@doo-repush/core/repush/decision';
import { type Decider, judgeDecision, type Standing } from '@doo-repush/core/repush/permissions';
import { proposedDecisionSchema } from '@doo-repush/core/repush/proposals';
import { MAX_REASON_CHARS } from '@doo-repush/core/repush/request';
import { describe, expect, it } from 'vitest';

const REQUESTER = 'U0RENEREQU';
const COLLEAGUE = 'U0ADAAPPRO';
const STANDINGS: readonly Standing[] = [
  'member',
  'guest',
  'outsider',
  'bot',
  'deactivated',
  'unknown_person',
  'unverifiable',
];
const NOT_MEMBERS = STANDINGS.filter((standing) => standing !== 'member');

interface Row {
  readonly decision: DecisionKind;
  readonly decider: Decider;
}

const everyCase: readonly Row[] = DECISIONS.flatMap((decision) =>
  [REQUESTER, COLLEAGUE].flatMap((userId) =>
    STANDINGS.flatMap((standing) =>
      [true, false, undefined].map((isApprover) => ({
        decision,
        decider: { userId, standing, isApprover },
      })),
    ),
  ),
);

function verdictOf({ decision, decider }: Row): string {
  const verdict = judgeDecision(decision, REQUESTER, decider);
  return verdict.allowed ? 'allowed' : verdict.reason;
}

describe('isInTime', () => {
  it('counts an approval only before the request expires, and any other decision at any time', () => {
    const at = (nowMs: number) => DECISIONS.filter((decision) => isInTime(decision, nowMs, 1_000));
    expect(at(999)).toEqual(DECISIONS);
    expect(at(1_000)).toEqual(['rejected', 'cancelled']);
  });
});

describe('judgeDecision', () => {
  it('lets approving members approve and reject, and the requester cancel', () => {
    const allowed = everyCase.filter((row) => verdictOf(row) === 'allowed');
    const member = { standing: 'member' } as const;
    expect(allowed).toEqual([
      { decision: 'approved', decider: { userId: COLLEAGUE, ...member, isApprover: true } },
      { decision: 'rejected', decider: { userId: COLLEAGUE, ...member, isApprover: true } },
      { decision: 'cancelled', decider: { userId: REQUESTER, ...member, isApprover: true } },
      { decision: 'cancelled', decider: { userId: REQUESTER, ...member, isApprover: false } },
      { decision: 'cancelled', decider: { userId: REQUESTER, ...member, isApprover: undefined } },
    ]);
  });

  it.each(['approved', 'rejected'] as const)(
    'never lets the requester have the request %s, approver or not',
    (decision) => {
      const own = everyCase.filter(
        (row) => row.decision === decision && row.decider.userId === REQUESTER,
      );
      expect(new Set(own.map(verdictOf))).toEqual(new Set(['own_request']));
    },
  );

  it('lets nobody but the requester cancel', () => {
    const others = everyCase.filter(
      (row) => row.decision === 'cancelled' && row.decider.userId === COLLEAGUE,
    );
    expect(new Set(others.map(verdictOf))).toEqual(new Set(['not_requester']));
  });

  it.each(NOT_MEMBERS.map((standing) => [standing]))(
    'names the standing of a decider: %s',
    (standing) => {
      const decider = { userId: COLLEAGUE, standing, isApprover: true };
      expect(verdictOf({ decision: 'approved', decider })).toBe(standing);
      const requester = { userId: REQUESTER, standing, isApprover: true };
      expect(verdictOf({ decision: 'cancelled', decider: requester })).toBe(standing);
    },
  );

  it('rejects everyone while the approvers cannot be verified', () => {
    const decider = { userId: COLLEAGUE, standing: 'member', isApprover: undefined } as const;
    expect(verdictOf({ decision: 'approved', decider })).toBe('unverifiable');
  });

  it('rejects a member who is not an approver', () => {
    const decider = { userId: COLLEAGUE, standing: 'member', isApprover: false } as const;
    expect(verdictOf({ decision: 'rejected', decider })).toBe('not_approver');
  });
});

describe('proposedDecisionSchema', () => {
  const approved = { v: 1, decision: 'approved', by: COLLEAGUE };
  const rejected = { v: 1, decision: 'rejected', by: COLLEAGUE, reason: 'Not today' };

  it.each([approved, rejected, { v: 1, decision: 'cancelled', by: REQUESTER }])(
    'reads %j',
    (value) => {
      expect(proposedDecisionSchema.parse(value)).toEqual(value);
    },
  );

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'approved'],
    ['another version', { ...approved, v: 2 }],
    ['no version', { decision: 'approved', by: COLLEAGUE }],
    ['another decision', { ...approved, decision: 'sent' }],
    ['nobody', { v: 1, decision: 'approved' }],
    ['an id that is none', { ...approved, by: 'ada' }],
    ['a mention of everybody', { ...approved, by: 'U1> <!channel' }],
    ['a user group', { ...approved, by: 'S0APPROVER' }],
    ['a rejection without a reason', { ...rejected, reason: ' ' }],
    ['a reason that is too long', { ...rejected, reason: 'r'.repeat(MAX_REASON_CHARS + 1) }],
    ['a reason to approve', { ...approved, reason: 'fine' }],
    ['a field more', { ...approved, requester: REQUESTER }],
  ])('refuses %s', (_, value) => {
    expect(proposedDecisionSchema.safeParse(value).success).toBe(false);
  });
});
