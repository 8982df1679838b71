import { judgeStop } from '@doo-repush/core/repush/permissions';
import { proposedStopSchema } from '@doo-repush/core/repush/proposals';
import { describe, expect, it } from 'vitest';

const REQUESTER = 'U0RENEREQU';
const OTHER = 'U0ADAAPPRO';
const STANDINGS = [
  'guest',
  'outsider',
  'bot',
  'deactivated',
  'unknown_person',
  'unverifiable',
] as const;

describe('judgeStop', () => {
  it('lets the requester stop the rest, approver or not', () => {
    for (const isApprover of [true, false, undefined])
      expect(judgeStop(REQUESTER, { userId: REQUESTER, standing: 'member', isApprover })).toEqual({
        allowed: true,
      });
  });

  it('lets every approver stop the rest', () => {
    const decider = { userId: OTHER, standing: 'member', isApprover: true } as const;
    expect(judgeStop(REQUESTER, decider)).toEqual({ allowed: true });
  });

  it.each([
    [false, 'not_approver'],
    [undefined, 'unverifiable'],
  ] as const)('rejects anyone else (approver: %s)', (isApprover, reason) => {
    const decider = { userId: OTHER, standing: 'member', isApprover } as const;
    expect(judgeStop(REQUESTER, decider)).toEqual({ allowed: false, reason });
  });

  it.each(STANDINGS)('rejects a %s, even the requester or an approver', (standing) => {
    for (const userId of [REQUESTER, OTHER])
      expect(judgeStop(REQUESTER, { userId, standing, isApprover: true })).toEqual({
        allowed: false,
        reason: standing,
      });
  });
});

describe('a proposed stop', () => {
  it('names who stops', () => {
    const stop = { v: 1, stop: true, by: OTHER };
    expect(proposedStopSchema.parse(stop)).toEqual(stop);
  });

  it.each([
    { v: 2, stop: true, by: OTHER },
    { v: 1, stop: false, by: OTHER },
    { v: 1, stop: true },
    { v: 1, stop: true, by: 'somebody' },
    { v: 1, stop: true, by: OTHER, more: 1 },
    { v: 1, decision: 'approved', by: OTHER },
  ])('is rejected with any other content: %j', (value) => {
    expect(proposedStopSchema.safeParse(value).success).toBe(false);
  });
});
