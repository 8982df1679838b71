import { judgeAsking, type Standing } from '@doo-repush/core/repush/permissions';
import { describe, expect, it } from 'vitest';

function verdictOf(standing: Standing, isRequester: boolean | undefined): string {
  const verdict = judgeAsking(standing, isRequester);
  return verdict.allowed ? 'allowed' : verdict.reason;
}

describe('judgeAsking', () => {
  it.each<[Standing, boolean | undefined, string]>([
    ['member', true, 'allowed'],
    ['member', false, 'not_listed'],
    ['member', undefined, 'unverifiable'],
  ])('judges a %s with %s for the list of requesters: %s', (standing, isRequester, verdict) => {
    expect(verdictOf(standing, isRequester)).toBe(verdict);
  });

  it.each<[Standing]>([
    ['guest'],
    ['outsider'],
    ['bot'],
    ['deactivated'],
    ['unknown_person'],
    ['unverifiable'],
  ])('never lets a %s make a request', (standing) => {
    const verdicts = [true, false, undefined].map((listed) => verdictOf(standing, listed));
    expect(new Set(verdicts)).toEqual(new Set([standing]));
  });
});
