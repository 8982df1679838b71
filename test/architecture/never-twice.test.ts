import { StepSemantics } from '@aws/durable-execution-sdk-js';
import { onceOnly, repeatable } from '@doo-repush/functions/workflow/durable';
import { describe, expect, it } from 'vitest';
import { codeBelow } from '../support/sources.ts';

const SEND = 'packages/functions/src/workflow/sending/send-target.ts';
const functions = codeBelow('packages/functions/src');

function occurrences(pattern: RegExp): string[] {
  return functions.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(() => path));
}

describe('the call that must never be repeated', () => {
  it('is made in one place, inside a step that runs at most once', () => {
    expect(occurrences(/\.init\(/g)).toEqual([SEND]);
    expect(occurrences(/(?<!function )\bonceOnly(?:<\w+>)?\(/g)).toEqual([SEND]);
    const text = functions.find(({ path }) => path === SEND)?.text ?? '';
    expect(text).toMatch(/durable\.step\(name, send, onceOnly<SendRecord>\(\)\)/);
    expect(text).toMatch(
      /sendStepName\(target\.number, call\), async \(\) =>\s+logged\(await sendOnce\(/,
    );
    expect(text.match(/\bsendOnce\(/g)).toHaveLength(2);
  });

  it('is attempted once and not retried', () => {
    const { semantics, retryStrategy } = onceOnly();
    expect(semantics).toBe(StepSemantics.AtMostOncePerRetry);
    for (const attempt of [1, 2, 6])
      expect(retryStrategy?.(new Error('interrupted'), attempt)).toEqual({ shouldRetry: false });
  });
});

describe('a step that may be retried', () => {
  const patience = { attempts: 3, longestWaitSeconds: 3 };
  const decisions = (attempts: number[]) =>
    attempts.map((attempt) => repeatable(patience).retryStrategy?.(new Error('away'), attempt));

  it('is retried with growing delays, and not forever', () => {
    expect(decisions([1, 2, 3])).toEqual([
      { shouldRetry: true, delay: { seconds: 1 } },
      { shouldRetry: true, delay: { seconds: 2 } },
      { shouldRetry: false },
    ]);
  });

  it('counts a crash as an attempt, so that a write looks for its own earlier one', () => {
    expect(repeatable(patience).semantics).toBe(StepSemantics.AtMostOncePerRetry);
  });
});
