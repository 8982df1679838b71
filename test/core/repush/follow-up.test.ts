import {
  ANSWER_WITHIN_MS,
  beginFollowUp,
  endFollowUp,
  type FollowUp,
  LONGEST_ESTIMATE_MS,
  nextDueMs,
  passTime,
  RESOLVE_WITHIN_MS,
  takeAnswer,
  takesAnswers,
} from '@doo-repush/core/repush/follow-up';
import type { Outcome } from '@doo-repush/core/repush/outcome';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const MINUTE_MS = 60_000;
const accepted = (items: number) => ({ kind: 'accepted', items }) as const;
const began = (outcomes: readonly Outcome[], atMs = 0, rate?: number) =>
  beginFollowUp(
    outcomes.map((outcome) => ({ outcome, atMs })),
    rate,
  );

describe('beginFollowUp', () => {
  it('opens nothing when no outcome is accepted or unknown', () => {
    const outcomes: Outcome[] = [accepted(0), { kind: 'not_sent', notAsked: 'no_access' }];
    expect(began(outcomes)).toEqual({});
    expect(nextDueMs(began(outcomes))).toBeUndefined();
  });

  it('asks about the arrival at the later end of the estimate', () => {
    expect(nextDueMs(began([accepted(412)]))).toBe(9 * MINUTE_MS);
    expect(nextDueMs(began([accepted(412)], 0, 10))).toBe(42 * MINUTE_MS);
    expect(takesAnswers(began([accepted(412)]))).toBe(false);
  });

  it('asks after seven days at the latest, and keeps the estimate', () => {
    expect(began([accepted(1_000_000)]).arrival).toEqual({
      kind: 'awaited',
      askAtMs: LONGEST_ESTIMATE_MS,
      estimatedMs: 20_000 * MINUTE_MS,
    });
  });

  it('leaves a resolution open for seven days after the last call if an outcome is unknown', () => {
    const { resolution } = beginFollowUp([
      { outcome: { kind: 'unknown' }, atMs: 1_000 },
      { outcome: accepted(0), atMs: 5_000 },
    ]);
    expect(resolution).toEqual({ kind: 'open', untilMs: 5_000 + RESOLVE_WITHIN_MS });
  });

  it('accepts another answer after "not yet" without extending the deadline', () => {
    const asked = passTime(began([accepted(50)]), MINUTE_MS).followUp;
    const untilMs = MINUTE_MS + ANSWER_WITHIN_MS;
    const notYet = takeAnswer(asked, { arrival: 'not_yet', by: 'U0A' }, 2 * MINUTE_MS).followUp;
    expect(notYet.arrival).toEqual({ kind: 'not_yet', by: 'U0A', atMs: 2 * MINUTE_MS, untilMs });
    expect(takeAnswer(notYet, { arrival: 'arrived', by: 'U0B' }, untilMs - 1)).toEqual({
      followUp: { arrival: { kind: 'arrived', by: 'U0B', atMs: untilMs - 1 } },
      transitions: ['arrived'],
    });
    expect(passTime(notYet, untilMs).transitions).toEqual(['not_confirmed']);
  });

  it('ignores an answer to a question that is not open', () => {
    const awaited = began([accepted(50)]);
    expect(takeAnswer(awaited, { arrival: 'arrived', by: 'U0A' }, 1).transitions).toEqual([]);
    const answer = { resolution: 'started', by: 'U0A', reason: 'seen' } as const;
    expect(takeAnswer(awaited, answer, 1)).toEqual({ followUp: awaited, transitions: [] });
  });
});

describe('a follow-up with both questions open', () => {
  const untilMs = 5_000;
  const open: FollowUp = {
    resolution: { kind: 'open', untilMs },
    arrival: { kind: 'asked', untilMs: 6_000 },
  };
  const answered = {
    resolution: { kind: 'started', by: 'U0B', atMs: 1, reason: 'seen' },
    arrival: { kind: 'arrived', by: 'U0A', atMs: 1 },
  } as const;

  it('is due at the earlier of its two deadlines', () => {
    expect(nextDueMs(open)).toBe(5_000);
    expect(nextDueMs({ ...open, arrival: { kind: 'awaited', askAtMs: 4, estimatedMs: 4 } })).toBe(
      4,
    );
    const notYet = { kind: 'not_yet', by: 'U0A', atMs: 1, untilMs: 3_000 } as const;
    expect(nextDueMs({ ...open, arrival: notYet })).toBe(3_000);
  });

  it('takes answers as long as one question is open', () => {
    expect(takesAnswers(open)).toBe(true);
    expect(takesAnswers({ ...open, arrival: answered.arrival })).toBe(true);
    expect(takesAnswers({ ...open, resolution: answered.resolution })).toBe(true);
    expect(takesAnswers(answered)).toBe(false);
  });

  it('ends each part at its own deadline', () => {
    expect(passTime(open, untilMs - 1)).toEqual({ followUp: open, transitions: [] });
    const first = passTime(open, untilMs);
    expect(first).toEqual({
      followUp: { ...open, resolution: { kind: 'unresolved', atMs: untilMs } },
      transitions: ['unresolved'],
    });
    expect(passTime(first.followUp, 6_000)).toEqual({
      followUp: { ...first.followUp, arrival: { kind: 'not_confirmed', atMs: 6_000 } },
      transitions: ['not_confirmed'],
    });
  });

  it('asks about the arrival at its time, not before', () => {
    const awaited: FollowUp = { arrival: { kind: 'awaited', askAtMs: 100, estimatedMs: 100 } };
    expect(passTime(awaited, 99)).toEqual({ followUp: awaited, transitions: [] });
    expect(passTime(awaited, 100)).toEqual({
      followUp: { arrival: { kind: 'asked', untilMs: 100 + ANSWER_WITHIN_MS } },
      transitions: ['asked'],
    });
  });

  it('records an approver’s resolution once and leaves the arrival open', () => {
    const answer = { resolution: 'not_started', by: 'U0B', reason: 'nothing came' } as const;
    const { followUp, transitions } = takeAnswer(open, answer, 7);
    expect(transitions).toEqual(['not_started']);
    expect(followUp).toEqual({
      ...open,
      resolution: { kind: 'not_started', by: 'U0B', atMs: 7, reason: 'nothing came' },
    });
    expect(takeAnswer(followUp, answer, 8)).toEqual({ followUp, transitions: [] });
  });

  it('ends all open parts at once when nobody can be asked, and keeps given answers', () => {
    expect(endFollowUp(open, 9)).toEqual({
      followUp: {
        resolution: { kind: 'unresolved', atMs: 9 },
        arrival: { kind: 'not_confirmed', atMs: 9 },
      },
      transitions: ['unresolved', 'not_confirmed'],
    });
    expect(endFollowUp(answered, 9)).toEqual({ followUp: answered, transitions: [] });
    expect(endFollowUp({}, 9)).toEqual({ followUp: {}, transitions: [] });
  });
});

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.nat({ max: 10_000_000 }).map(accepted),
  fc.constantFrom<Outcome>({ kind: 'unknown' }, { kind: 'not_sent', notAsked: 'stopped' }),
);
const anyAnswer = fc.constantFrom(
  { arrival: 'arrived', by: 'U0A' } as const,
  { arrival: 'not_yet', by: 'U0A' } as const,
  { resolution: 'started', by: 'U0B', reason: 'seen' } as const,
  { resolution: 'not_started', by: 'U0B', reason: 'not seen' } as const,
);
const anyMove = fc.oneof(
  fc.constant('time' as const),
  fc.tuple(anyAnswer, fc.double({ min: 0, max: 1, noNaN: true })),
);

describe('any follow-up', () => {
  it('ends within two weeks of the last call, whatever people answer', () => {
    fc.assert(
      fc.property(fc.array(anyOutcome, { minLength: 1 }), fc.array(anyMove), (outcomes, moves) => {
        let followUp: FollowUp = began(outcomes);
        let nowMs = 0;
        const move = (to: FollowUp, dueMs: number, atMs: number) => {
          expect(dueMs).toBeGreaterThanOrEqual(nowMs);
          nowMs = atMs;
          followUp = to;
        };
        for (const each of moves) {
          const dueMs = nextDueMs(followUp);
          if (dueMs === undefined) break;
          if (each === 'time') move(passTime(followUp, dueMs).followUp, dueMs, dueMs);
          else {
            const atMs = nowMs + Math.floor((dueMs - nowMs) * each[1]);
            move(takeAnswer(followUp, each[0], atMs).followUp, dueMs, atMs);
          }
        }
        for (let left = 4; left > 0; left--) {
          const dueMs = nextDueMs(followUp);
          if (dueMs !== undefined) move(passTime(followUp, dueMs).followUp, dueMs, dueMs);
        }
        expect(nextDueMs(followUp)).toBeUndefined();
        expect(nowMs).toBeLessThanOrEqual(LONGEST_ESTIMATE_MS + ANSWER_WITHIN_MS);
      }),
    );
  });

  it('claims an arrival only if a person confirmed it', () => {
    fc.assert(
      fc.property(fc.array(anyOutcome, { minLength: 1 }), fc.nat(), (outcomes, nowMs) => {
        const { followUp } = endFollowUp(passTime(began(outcomes), nowMs).followUp, nowMs);
        expect(nextDueMs(followUp)).toBeUndefined();
        expect(['not_confirmed', undefined]).toContain(followUp.arrival?.kind);
        expect(['unresolved', undefined]).toContain(followUp.resolution?.kind);
      }),
    );
  });
});
