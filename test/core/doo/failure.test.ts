import { type Answer, classifyAnswer, type DooFailureCode } from '@doo-repush/core/doo/failure';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const noWords = () => undefined;

describe('classifyAnswer', () => {
  it.each<[number, DooFailureCode, boolean]>([
    [300, 'redirected', true],
    [301, 'redirected', true],
    [399, 'redirected', true],
    [307, 'redirected', true],
    [400, 'refused', false],
    [401, 'unauthorized', false],
    [403, 'refused', false],
    [404, 'refused', false],
    [408, 'timed_out', true],
    [409, 'refused', false],
    [422, 'refused', false],
    [429, 'rate_limited', false],
    [499, 'timed_out', true],
    [500, 'server_error', true],
    [502, 'server_error', true],
    [504, 'server_error', true],
    [599, 'server_error', true],
  ])('reads status %i as %s', (status, code, mayHaveActed) => {
    const body = { response_status: 200 };
    expect(classifyAnswer({ status, body }, noWords)).toEqual({ code, mayHaveActed, status });
  });

  it.each<[unknown, DooFailureCode, boolean, number]>([
    [400, 'refused', false, 400],
    [401, 'unauthorized', false, 401],
    [404, 'refused', false, 404],
    ['422', 'refused', false, 422],
    [408, 'timed_out', true, 408],
    [429, 'rate_limited', false, 429],
    [500, 'mismatched', true, 500],
    [302, 'mismatched', true, 302],
    [0, 'mismatched', true, 200],
    ['error', 'mismatched', true, 200],
    [404.5, 'mismatched', true, 200],
    ['0x194', 'mismatched', true, 200],
    [true, 'mismatched', true, 200],
    [{}, 'mismatched', true, 200],
  ])('reads status 200 with a body that says %j as %s', (given, code, mayHaveActed, status) => {
    const answer = { status: 200, body: { response_status: given, items_processed: 3 } };
    expect(classifyAnswer(answer, noWords)).toEqual({ code, mayHaveActed, status, inBody: true });
  });

  it.each<Answer>([
    { status: 200, body: { response_status: 200 } },
    { status: 200, body: { response_status: '200' } },
    { status: 202, body: { response_status: 202 } },
    { status: 202, body: { response_status: 200 } },
    { status: 299, body: {} },
    { status: 200, body: { response_status: null } },
    { status: 200, body: { items_processed: 0 } },
    { status: 200, body: [] },
  ])('finds no failure in %j', (answer) => {
    expect(classifyAnswer(answer, noWords)).toBeUndefined();
  });

  it('calls a good answer without JSON unreadable', () => {
    expect(classifyAnswer({ status: 200, body: undefined }, noWords)).toEqual({
      code: 'unreadable',
      mayHaveActed: true,
      status: 200,
    });
  });

  it('tells the words of doo and how long it wants to be left alone', () => {
    const answer = { status: 429, body: { message: 'slow down' }, retryAfterMs: 3000 };
    expect(classifyAnswer(answer, () => 'slow down')).toMatchObject({
      detail: 'slow down',
      retryAfterMs: 3000,
    });
  });

  it('never says that doo did not act without a 4xx from doo', () => {
    const status = fc.integer({ min: 100, max: 999 });
    const bodyStatus = fc.oneof(status, status.map(String), fc.jsonValue());
    const body = fc.oneof(fc.jsonValue(), fc.record({ response_status: bodyStatus }));
    fc.assert(
      fc.property(status, body, (httpStatus, answered) => {
        const failure = classifyAnswer({ status: httpStatus, body: answered }, noWords);
        if (failure === undefined || failure.mayHaveActed) return;
        expect(Math.floor((failure.status ?? 0) / 100)).toBe(4);
        expect([408, 499]).not.toContain(failure.status);
      }),
    );
  });
});
