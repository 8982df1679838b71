import { judgeReading } from '@doo-repush/core/repush/permissions';
import { describe, expect, it } from 'vitest';

describe('who may read the ledger', () => {
  it.each([
    [true, false],
    [false, true],
    [true, undefined],
    [undefined, true],
  ])('a member who may ask (%s) or approve (%s)', (isRequester, isApprover) => {
    expect(judgeReading('member', isRequester, isApprover)).toEqual({ allowed: true });
  });

  it('no member who may do neither', () => {
    const verdict = { allowed: false, reason: 'not_listed' };
    expect(judgeReading('member', false, false)).toEqual(verdict);
  });

  it.each([
    [undefined, false],
    [false, undefined],
    [undefined, undefined],
  ])('no member of whom Slack cannot say it (%s, %s)', (isRequester, isApprover) => {
    const verdict = { allowed: false, reason: 'unverifiable' };
    expect(judgeReading('member', isRequester, isApprover)).toEqual(verdict);
  });

  it.each(['guest', 'outsider', 'bot', 'deactivated', 'unknown_person', 'unverifiable'] as const)(
    'nobody else, whatever the lists say (%s)',
    (standing) => {
      expect(judgeReading(standing, true, true)).toEqual({ allowed: false, reason: standing });
    },
  );
});
