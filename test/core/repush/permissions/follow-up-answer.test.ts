import { type Decider, judgeAnswer, type Standing } from '@doo-repush/core/repush/permissions';
import { proposedAnswerSchema, questionOf } from '@doo-repush/core/repush/proposals';
import { describe, expect, it } from 'vitest';

const REQUESTER = 'U0RENEREQU';
const decider = (more: Partial<Decider> = {}): Decider => ({
  userId: 'U0ADAAPPRO',
  standing: 'member',
  isApprover: true,
  ...more,
});
const OTHERS: readonly Standing[] = [
  'guest',
  'outsider',
  'bot',
  'deactivated',
  'unknown_person',
  'unverifiable',
];

describe('resolving an unknown outcome', () => {
  it('is allowed to any approver but the requester', () => {
    expect(judgeAnswer('resolution', REQUESTER, decider())).toEqual({ allowed: true });
    expect(judgeAnswer('resolution', REQUESTER, decider({ isApprover: false }))).toEqual({
      allowed: false,
      reason: 'not_approver',
    });
    expect(judgeAnswer('resolution', REQUESTER, decider({ userId: REQUESTER }))).toEqual({
      allowed: false,
      reason: 'own_request',
    });
  });
});

describe('confirming the arrival', () => {
  it('is allowed to the requester and to any approver', () => {
    for (const isApprover of [true, false, undefined])
      expect(judgeAnswer('arrival', REQUESTER, decider({ userId: REQUESTER, isApprover }))).toEqual(
        { allowed: true },
      );
    expect(judgeAnswer('arrival', REQUESTER, decider())).toEqual({ allowed: true });
    expect(judgeAnswer('arrival', REQUESTER, decider({ isApprover: false }))).toEqual({
      allowed: false,
      reason: 'not_approver',
    });
  });
});

describe.each(['resolution', 'arrival'] as const)('the answer to %s', (question) => {
  it.each(OTHERS)('is rejected from somebody who is %s', (standing) => {
    for (const userId of ['U0ADAAPPRO', ...(question === 'arrival' ? [REQUESTER] : [])])
      expect(judgeAnswer(question, REQUESTER, decider({ standing, userId }))).toEqual({
        allowed: false,
        reason: standing,
      });
  });

  it('is rejected while the approvers cannot be verified', () => {
    expect(judgeAnswer(question, REQUESTER, decider({ isApprover: undefined }))).toEqual({
      allowed: false,
      reason: 'unverifiable',
    });
  });
});

describe('an answer delivered by a callback', () => {
  it.each([
    { v: 1, resolution: 'started', by: 'U0ADAAPPRO', reason: 'seen in the log' },
    { v: 1, resolution: 'not_started', by: 'U0ADAAPPRO', reason: 'nothing came' },
    { v: 1, arrival: 'arrived', by: 'U0RENEREQU' },
    { v: 1, arrival: 'not_yet', by: 'U0RENEREQU' },
  ])('parses: %j', (answer) => {
    expect(proposedAnswerSchema.parse(answer)).toEqual(answer);
  });

  it('names the question that it is about', () => {
    const by = 'U0ADAAPPRO';
    expect(questionOf({ v: 1, resolution: 'started', by, reason: 'seen' })).toBe('resolution');
    expect(questionOf({ v: 1, arrival: 'not_yet', by })).toBe('arrival');
  });

  it.each([
    { v: 2, arrival: 'arrived', by: 'U0RENEREQU' },
    { v: 1, arrival: 'maybe', by: 'U0RENEREQU' },
    { v: 1, arrival: 'arrived', by: 'nobody' },
    { v: 1, resolution: 'started', by: 'U0ADAAPPRO' },
    { v: 1, resolution: 'started', by: 'U0ADAAPPRO', reason: ' ' },
    { v: 1, resolution: 'started', arrival: 'arrived', by: 'U0ADAAPPRO', reason: 'both' },
    { v: 1, decision: 'approved', by: 'U0ADAAPPRO' },
    null,
  ])('is rejected: %j', (answer) => {
    expect(proposedAnswerSchema.safeParse(answer).success).toBe(false);
  });
});
