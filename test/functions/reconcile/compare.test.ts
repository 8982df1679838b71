import {
  type CardFacts,
  type ComparedExecution,
  compare,
  unknownStatuses,
} from '@doo-repush/functions/reconcile/compare';
import { describe, expect, it } from 'vitest';

const card = (more: Partial<CardFacts> = {}): CardFacts => ({
  ts: '1700000000.000100',
  arn: 'arn-1',
  execution: 'live-V1',
  reference: '8C2F01',
  state: 'accepted',
  requester: 'U0RENEREQU',
  decidedBy: 'U0ADAAPPRO',
  ...more,
});

const execution = (more: Partial<ComparedExecution> = {}): ComparedExecution => ({
  arn: 'arn-1',
  name: 'live-V1',
  status: 'SUCCEEDED',
  result: { state: 'accepted', reference: '8C2F01' },
  ...more,
});

const kinds = (cards: readonly CardFacts[], executions: readonly ComparedExecution[]) =>
  compare(cards, executions).map(({ kind }) => kind);

describe('cards and executions that say the same', () => {
  it.each([
    ['accepted', 'SUCCEEDED', 'accepted'],
    ['rejected', 'SUCCEEDED', 'rejected'],
    ['waiting', 'RUNNING', undefined],
    ['accepted', 'RUNNING', undefined],
    ['failed', 'FAILED', undefined],
    ['accepted', 'TIMED_OUT', undefined],
    ['unknown', 'STOPPED', undefined],
  ])('card %s, execution %s', (state, status, result) => {
    const decidedBy = ['accepted', 'unknown', 'rejected'].includes(state)
      ? 'U0ADAAPPRO'
      : undefined;
    const listed = execution({ status, result: result ? { state: result } : undefined });
    expect(kinds([card({ state, decidedBy })], [listed])).toEqual([]);
  });

  it('a failed check without a card, and an execution that has not posted its card', () => {
    const failedCheck = execution({ result: { state: 'not_asked' } });
    expect(kinds([], [failedCheck])).toEqual([]);
    expect(kinds([], [execution({ status: 'RUNNING', result: undefined })])).toEqual([]);
  });
});

describe('a difference', () => {
  it('is a card whose execution AWS does not know', () => {
    expect(compare([card()], [])).toEqual([
      {
        kind: 'card_without_execution',
        reference: '8C2F01',
        execution: 'live-V1',
        ts: '1700000000.000100',
        detail: 'AWS does not know live-V1',
      },
    ]);
  });

  it.each([
    ['SUCCEEDED', 'it ended as accepted'],
    ['FAILED', 'it is FAILED'],
    ['STOPPED', 'it is STOPPED'],
    ['TIMED_OUT', 'it is TIMED_OUT'],
  ])('is a finished execution without a card (%s)', (status, detail) => {
    const ended = execution({ status, ...(status !== 'SUCCEEDED' && { result: undefined }) });
    expect(compare([], [ended])).toMatchObject([{ kind: 'execution_without_card', detail }]);
  });

  it('is a second card of an execution', () => {
    const second = card({ ts: '1700000001.000100' });
    expect(kinds([second, card()], [execution()])).toEqual(['two_cards']);
  });

  it.each([
    ['nobody', { decidedBy: undefined }, undefined],
    ['the requester', { decidedBy: 'U0RENEREQU' }, undefined],
    ['somebody else than the execution says', {}, 'U0MAYGROUP'],
  ])('is a send that %s approved', (_who, more, approvedBy) => {
    const result = { state: 'accepted', approvedBy };
    expect(kinds([card(more)], [execution({ result })])).toEqual(['sent_without_approval']);
  });

  it('is a send that runs and that nobody approved', () => {
    const sending = card({ state: 'sending', decidedBy: undefined });
    const running = execution({ status: 'RUNNING', result: undefined });
    expect(kinds([sending], [running])).toEqual(['sent_without_approval']);
  });

  it.each([
    [{ state: 'rejected' }, {}, 'card rejected, execution accepted'],
    [{ state: 'accepted' }, { result: {} }, 'card accepted, execution unreadable'],
    [
      { state: 'waiting' },
      { status: 'FAILED', result: undefined },
      'card waiting, execution FAILED',
    ],
  ])('is a state that differs: %o, %o', (cardMore, executionMore, detail) => {
    expect(compare([card(cardMore)], [execution(executionMore)])).toMatchObject([
      { kind: 'state_differs', detail },
    ]);
  });
});

it('a status that nobody knows yet is told, and is no difference', () => {
  const paused = execution({ status: 'PAUSED', result: undefined });
  expect(unknownStatuses([execution(), paused])).toEqual([paused]);
  expect(kinds([], [paused])).toEqual([]);
  expect(kinds([card()], [paused])).toEqual([]);
});
