import { type DooFailureCode, dooFailure } from '@doo-repush/core/doo/failure';
import {
  acceptedItems,
  type Outcome,
  outcomeOfFailure,
  type SentState,
  sentStateOf,
} from '@doo-repush/core/repush/outcome';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const accepted: Outcome = { kind: 'accepted', items: 412 };
const refused: Outcome = { kind: 'refused', failure: dooFailure('refused', { status: 404 }) };
const notSent: Outcome = { kind: 'not_sent', failure: dooFailure('unreachable') };
const notAsked: Outcome = { kind: 'not_sent', notAsked: 'quota_used_up' };
const unknown: Outcome = { kind: 'unknown' };

describe('outcomeOfFailure', () => {
  it.each<[DooFailureCode, Outcome['kind']]>([
    ['unreachable', 'not_sent'],
    ['rate_limited', 'not_sent'],
    ['unauthorized', 'refused'],
    ['refused', 'refused'],
    ['timed_out', 'unknown'],
    ['interrupted', 'unknown'],
    ['server_error', 'unknown'],
    ['redirected', 'unknown'],
    ['unreadable', 'unknown'],
    ['too_large', 'unknown'],
    ['mismatched', 'unknown'],
  ])('turns the failure %s into %s', (code, kind) => {
    const failure = dooFailure(code);
    expect(outcomeOfFailure(failure)).toEqual({ kind, failure });
  });
});

describe('sentStateOf', () => {
  it.each<[string, SentState, readonly Outcome[]]>([
    ['one accepted', 'accepted', [accepted]],
    ['all accepted', 'accepted', [accepted, accepted]],
    ['accepted and refused', 'partly_accepted', [accepted, refused]],
    ['accepted and never asked', 'partly_accepted', [accepted, notAsked]],
    ['all refused', 'refused', [refused, refused]],
    ['none sent', 'not_sent', [notSent, notAsked]],
    ['refused and not sent', 'refused', [refused, notAsked]],
    ['one unknown', 'unknown', [unknown]],
    ['accepted and unknown', 'unknown', [accepted, unknown]],
    ['unknown among all others', 'unknown', [accepted, refused, notSent, unknown]],
  ])('sums up %s as %s', (_, state, outcomes) => {
    expect(sentStateOf(outcomes)).toBe(state);
    expect(sentStateOf(outcomes.toReversed())).toBe(state);
  });

  it('never hides an unknown outcome, and never calls a request accepted that is not', () => {
    const outcome = fc.constantFrom(accepted, refused, notSent, notAsked, unknown);
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 50 }), (outcomes) => {
        const state = sentStateOf(outcomes);
        expect(state === 'unknown').toBe(outcomes.includes(unknown));
        if (state === 'accepted') expect(outcomes.every((it) => it === accepted)).toBe(true);
        if (state === 'partly_accepted') expect(outcomes).toContain(accepted);
        if (state === 'refused' || state === 'not_sent') expect(outcomes).not.toContain(accepted);
      }),
    );
  });
});

describe('acceptedItems', () => {
  it('adds up the items of accepted targets only', () => {
    expect(acceptedItems([])).toBe(0);
    expect(acceptedItems([accepted, refused, { kind: 'accepted', items: 0 }, accepted])).toBe(824);
  });
});
