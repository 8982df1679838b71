import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginFollowUp, nextDueMs, passTime, takeAnswer } from '@doo-repush/core/repush/follow-up';
import { EXECUTION_TIMEOUT_DAYS } from '@doo-repush/functions/executions/lifecycle';
import { PATIENT, repeatable } from '@doo-repush/functions/workflow/durable';
import { TIME_LIMITS_MS } from '@doo-repush/sandbox/time-limits';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LONGEST_WAITS_DAYS, SLACK_AWAY_DAYS } from '../../../packages/functions/infra/waits.ts';
import { root } from '../../support/sources.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * The question, its update, the card, a message to the requester; nothing patient is left to try after
 * these.
 */
const PATIENT_WRITES_IN_A_ROW = 4;

const anyEnd = fc.oneof(
  fc.record({ kind: fc.constant('accepted' as const), items: fc.nat(10_000_000) }),
  fc.constant({ kind: 'unknown' as const }),
);
/** Either somebody answers within this share of the wait, or nobody does. */
const anyRound = fc.option(
  fc.record({
    afterPart: fc.double({ min: 0, max: 1, noNaN: true }),
    answer: fc.constantFrom(
      { arrival: 'not_yet' as const, by: 'U1' },
      { arrival: 'arrived' as const, by: 'U1' },
      { resolution: 'started' as const, by: 'U1', reason: 'seen' },
    ),
  }),
  { nil: undefined },
);

it('no follow-up outlasts the longest waits, whatever is answered and when', () => {
  const mostMs = (LONGEST_WAITS_DAYS.estimate + LONGEST_WAITS_DAYS.answer) * DAY_MS;
  let longestMs = 0;
  fc.assert(
    fc.property(
      fc.array(anyEnd, { minLength: 1, maxLength: 5 }),
      fc.array(anyRound, { maxLength: 20 }),
      fc.integer({ min: 1, max: 100 }),
      (outcomes, rounds, maxRatePerMin) => {
        let nowMs = 0;
        let followUp = beginFollowUp(
          outcomes.map((outcome) => ({ outcome, atMs: nowMs })),
          maxRatePerMin,
        );
        const left = [...rounds];
        for (let due = nextDueMs(followUp); due !== undefined; due = nextDueMs(followUp)) {
          const next = left.shift();
          nowMs = next === undefined ? due : nowMs + Math.floor(next.afterPart * (due - nowMs));
          const moved =
            next === undefined
              ? passTime(followUp, nowMs)
              : takeAnswer(followUp, next.answer, nowMs);
          followUp = moved.followUp;
        }
        longestMs = Math.max(longestMs, nowMs);
        expect(nowMs).toBeLessThanOrEqual(mostMs);
      },
    ),
  );
  expect(longestMs).toBe(mostMs);
});

it('Slack may be unavailable for as long as the workflow keeps retrying', () => {
  const { retryStrategy } = repeatable<string>(PATIENT);
  let waitsSeconds = 0;
  for (let attempt = 1; ; attempt++) {
    const { shouldRetry, delay } = Object(retryStrategy?.(new Error('away'), attempt));
    if (!shouldRetry) break;
    waitsSeconds += delay.seconds;
  }
  const waitsDays = (waitsSeconds * 1_000) / DAY_MS;
  expect(waitsDays).toBeGreaterThan(1);
  expect(SLACK_AWAY_DAYS).toBeGreaterThanOrEqual(PATIENT_WRITES_IN_A_ROW * waitsDays);
});

it('the operators’ manual states how long an execution lasts', () => {
  const operations = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const [, days] = /an execution lasts (\d+) days here/.exec(operations) ?? [];
  expect(days).toBe(String(EXECUTION_TIMEOUT_DAYS));
});

it('an execution outlasts all waits of a request and Slack’s absence, in the sandbox as on AWS', () => {
  const waitsDays = Object.values(LONGEST_WAITS_DAYS).reduce((sum, days) => sum + days, 0);
  expect(EXECUTION_TIMEOUT_DAYS).toBeGreaterThan(waitsDays + SLACK_AWAY_DAYS);
  expect(TIME_LIMITS_MS.execution).toBe(EXECUTION_TIMEOUT_DAYS * DAY_MS);
});
