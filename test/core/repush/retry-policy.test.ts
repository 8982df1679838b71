import { type DooFailure, type DooFailureCode, dooFailure } from '@doo-repush/core/doo/failure';
import { type Attempt, nextMove, SEND_WINDOW_MS } from '@doo-repush/core/repush/retry-policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const APPROVED_AT_MS = 1_700_000_000_000;

const PROOFS_OF_NO_ACTION: readonly DooFailureCode[] = [
  'unreachable',
  'unauthorized',
  'rate_limited',
];
const OTHERS: readonly DooFailureCode[] = [
  'timed_out',
  'interrupted',
  'server_error',
  'redirected',
  'unreadable',
  'too_large',
  'mismatched',
];

const anyFailure: fc.Arbitrary<DooFailure> = fc.oneof(
  fc
    .constantFrom(...PROOFS_OF_NO_ACTION, ...OTHERS, 'refused' as const)
    .map((code) => dooFailure(code)),
  fc
    .integer({ min: 0, max: 10 ** 15 })
    .map((retryAfterMs) => dooFailure('rate_limited', { retryAfterMs })),
);

function moveAfter(failure: DooFailure, more: Partial<Attempt> = {}) {
  return nextMove({
    attempt: 1,
    failure,
    nowMs: APPROVED_AT_MS,
    sinceMs: APPROVED_AT_MS,
    random: 0,
    ...more,
  });
}

/** All calls of one target that fails with `failureAt`, until it is given up. */
function play(failureAt: (attempt: number) => DooFailure, random: number, callMs = 0) {
  let nowMs = APPROVED_AT_MS;
  const sentAtMs: number[] = [];
  for (let attempt = 1; ; attempt++) {
    sentAtMs.push(nowMs);
    const failure = failureAt(attempt);
    const move = moveAfter(failure, { attempt, nowMs: nowMs + callMs, random });
    if (move.kind === 'done') return { move, sentAtMs };
    nowMs += callMs + move.waitMs;
  }
}

describe('nextMove', () => {
  it.each(OTHERS.map((code) => [code]))(
    'never tries again after %s: doo may have acted',
    (code) => {
      expect(moveAfter(dooFailure(code))).toMatchObject({
        kind: 'done',
        outcome: { kind: 'unknown' },
        stopsRest: false,
      });
    },
  );

  it('trusts the failure, not its code, on whether doo may have acted', () => {
    for (const code of PROOFS_OF_NO_ACTION) {
      const move = moveAfter({ code, mayHaveActed: true });
      expect(move).toMatchObject({ kind: 'done', outcome: { kind: 'unknown' } });
    }
  });

  it('accepts a refusal by doo as final', () => {
    expect(moveAfter(dooFailure('refused', { status: 404 }))).toMatchObject({
      kind: 'done',
      outcome: { kind: 'refused' },
      stopsRest: false,
    });
  });

  it('retries refused credentials once, then stops the remaining targets', () => {
    const { move, sentAtMs } = play(() => dooFailure('unauthorized'), 0.5);
    expect(sentAtMs).toHaveLength(2);
    expect(move).toMatchObject({ outcome: { kind: 'refused' }, stopsRest: true });
  });

  it('stops the remaining targets if the window is too short for that retry', () => {
    const nowMs = APPROVED_AT_MS + SEND_WINDOW_MS;
    expect(moveAfter(dooFailure('unauthorized'), { nowMs })).toMatchObject({
      kind: 'done',
      outcome: { kind: 'refused' },
      stopsRest: true,
    });
  });

  it('retries an unreachable doo a few times, with growing delays', () => {
    const { move, sentAtMs } = play(() => dooFailure('unreachable'), 0.5);
    const waitsMs = sentAtMs.slice(1).map((atMs, index) => atMs - (sentAtMs[index] ?? 0));
    expect(waitsMs).toEqual([1_500, 3_000, 6_000]);
    expect(move).toMatchObject({ outcome: { kind: 'not_sent' }, stopsRest: false });
  });

  it('waits as long as doo demands after a 429', () => {
    const move = moveAfter(dooFailure('rate_limited', { retryAfterMs: 30_000 }));
    expect(move).toMatchObject({ kind: 'again' });
    expect(move.kind === 'again' && move.waitMs).toBeGreaterThanOrEqual(30_000);
  });

  it('stops the remaining targets when doo demands a longer wait than the window allows, as after a day’s quota', () => {
    const retryAfterMs = SEND_WINDOW_MS + 1;
    expect(moveAfter(dooFailure('rate_limited', { retryAfterMs }))).toMatchObject({
      kind: 'done',
      outcome: { kind: 'not_sent' },
      stopsRest: true,
    });
  });

  it('stops the remaining targets when doo had no capacity until the window ended', () => {
    const { move, sentAtMs } = play(() => dooFailure('rate_limited'), 0.5);
    expect(sentAtMs.length).toBeGreaterThan(10);
    expect(move).toMatchObject({ outcome: { kind: 'not_sent' }, stopsRest: true });
  });

  it('spreads the retries of executions that share a limit', () => {
    const failure = dooFailure('rate_limited');
    expect(moveAfter(failure, { random: 0 })).not.toEqual(moveAfter(failure, { random: 0.9 }));
  });

  it('ends every target after a bounded number of calls, all within the window', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const failures = fc.array(anyFailure, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(failures, random, fc.integer({ min: 0, max: 60_000 }), (list, share, callMs) => {
        const failureAt = (attempt: number) =>
          list[(attempt - 1) % list.length] ?? dooFailure('refused');
        const { sentAtMs } = play(failureAt, share, callMs);
        expect(sentAtMs.length).toBeLessThan(100);
        for (const atMs of sentAtMs)
          expect(atMs).toBeLessThanOrEqual(APPROVED_AT_MS + SEND_WINDOW_MS);
        for (const index of sentAtMs.keys())
          expect(index > 0 && failureAt(index).mayHaveActed).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('retries nothing after the window has ended, whatever the failure', () => {
    fc.assert(
      fc.property(anyFailure, fc.integer({ min: 1, max: 100 }), (failure, attempt) => {
        const nowMs = APPROVED_AT_MS + SEND_WINDOW_MS;
        expect(moveAfter(failure, { attempt, nowMs }).kind).toBe('done');
      }),
    );
  });
});
