import { judgeReading } from '@doo-repush/core/repush/permissions';
import { describe, expect, it } from 'vitest';

describe('judgeReading', () => {
  it.each([
    [true, false],
    [false, true],
    [true, undefined],
    [undefined, true],
  ])('lets a member read who may request (%s) or approve (%s)', (isRequester, isApprover) => {
    expect(judgeReading('member', isRequester, isApprover)).toEqual({ allowed: true });
  });

  it('rejects a member who may do neither', () => {
    const verdict = { allowed: false, reason: 'not_listed' };
    expect(judgeReading('member', false, false)).toEqual(verdict);
  });

  it.each([
    [undefined, false],
    [false, undefined],
    [undefined, undefined],
  ])('rejects a member while the lists cannot be verified (%s, %s)', (isRequester, isApprover) => {
    const verdict = { allowed: false, reason: 'unverifiable' };
    expect(judgeReading('member', isRequester, isApprover)).toEqual(verdict);
  });

  it.each(['guest', 'outsider', 'bot', 'deactivated', 'unknown_person', 'unverifiable'] as const)(
    'rejects a %s, whatever the lists say',
    (standing) => {
      expect(judgeReading(standing, true, true)).toEqual({ allowed: false, reason: standing });
    },
  );
});
