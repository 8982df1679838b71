import { asCard } from '@doo-repush/functions/ledger/ledger-card';
import {
  type CardFacts,
  type ComparedExecution,
  cardFacts,
  compare,
  haltedExecutions,
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

const NOW_MS = Date.UTC(2026, 10, 30);
const HOUR_MS = 3_600_000;

const differences = (
  cards: readonly CardFacts[],
  executions: readonly ComparedExecution[],
  nowMs = NOW_MS,
) => compare(cards, executions, nowMs);

const kinds = (...compared: Parameters<typeof differences>) =>
  differences(...compared).map(({ kind }) => kind);

describe('cards and executions that agree', () => {
  it.each([
    ['accepted', 'SUCCEEDED', 'accepted'],
    ['rejected', 'SUCCEEDED', 'rejected'],
    ['waiting', 'RUNNING', undefined],
    ['accepted', 'RUNNING', undefined],
    ['failed', 'FAILED', undefined],
    ['accepted', 'TIMED_OUT', undefined],
    ['unknown', 'STOPPED', undefined],
  ])('agree for card %s and execution %s', (state, status, result) => {
    const decidedBy = ['accepted', 'unknown', 'rejected'].includes(state)
      ? 'U0ADAAPPRO'
      : undefined;
    const listed = execution({ status, result: result ? { state: result } : undefined });
    expect(kinds([card({ state, decidedBy })], [listed])).toEqual([]);
  });

  it('agree for a failed check without a card, and for an execution that has not posted its card', () => {
    const failedCheck = execution({ result: { state: 'not_asked' } });
    expect(kinds([], [failedCheck])).toEqual([]);
    expect(kinds([], [execution({ status: 'RUNNING', result: undefined })])).toEqual([]);
  });
});

describe('a difference', () => {
  it('is reported for a card whose execution AWS does not know', () => {
    expect(differences([card()], [])).toEqual([
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
  ])('is reported for a finished execution without a card (%s)', (status, detail) => {
    const ended = execution({ status, ...(status !== 'SUCCEEDED' && { result: undefined }) });
    expect(differences([], [ended])).toMatchObject([{ kind: 'execution_without_card', detail }]);
  });

  it('is reported for a second card of an execution', () => {
    const second = card({ ts: '1700000001.000100' });
    expect(kinds([second, card()], [execution()])).toEqual(['two_cards']);
  });

  it.each([
    ['nobody', { decidedBy: undefined }, undefined],
    ['the requester', { decidedBy: 'U0RENEREQU' }, undefined],
    ['somebody else than the execution says', {}, 'U0MAYGROUP'],
  ])('is reported for a send that %s approved', (_who, more, approvedBy) => {
    const result = { state: 'accepted', approvedBy };
    expect(kinds([card(more)], [execution({ result })])).toEqual(['sent_without_approval']);
  });

  it('is reported for a running send that nobody approved', () => {
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
  ])('is reported for different states: %o, %o', (cardMore, executionMore, detail) => {
    expect(differences([card(cardMore)], [execution(executionMore)])).toMatchObject([
      { kind: 'state_differs', detail },
    ]);
  });
});

it.each(['ARCHIVED', 'none'])('a status that nobody knows is told: %s', (status) => {
  const odd = execution({ status, result: undefined });
  expect(unknownStatuses([execution(), odd])).toEqual([odd]);
  expect(haltedExecutions([execution(), odd])).toEqual([]);
  expect(kinds([], [odd])).toEqual([]);
  expect(kinds([card()], [odd])).toEqual([]);
});

it.each(['PAUSING', 'PAUSED', 'DELETING'])(
  'an execution that somebody has halted is named, and is no difference: %s',
  (status) => {
    const halted = execution({ status, result: undefined });
    expect(haltedExecutions([execution(), halted])).toEqual([halted]);
    expect(unknownStatuses([halted])).toEqual([]);
    expect(kinds([], [halted])).toEqual([]);
    expect(kinds([card({ state: 'waiting' })], [halted])).toEqual([]);
  },
);

describe('a card that is open past its end while its execution runs', () => {
  const due = new Date(NOW_MS - HOUR_MS).toISOString();
  const late = card({ state: 'waiting', openUntilMs: NOW_MS - HOUR_MS });

  it.each(['RUNNING', 'PAUSING', 'PAUSED'])('is stuck after an hour (%s)', (status) => {
    const running = execution({ status, result: undefined });
    expect(differences([late], [running])).toEqual([
      {
        kind: 'stuck',
        reference: '8C2F01',
        execution: 'live-V1',
        arn: 'arn-1',
        ts: '1700000000.000100',
        detail: `card waiting, due ${due}, execution ${status}`,
      },
    ]);
  });

  it('is not stuck within the first hour', () => {
    const running = execution({ status: 'RUNNING', result: undefined });
    expect(kinds([late], [running], NOW_MS - 1)).toEqual([]);
    expect(kinds([card({ state: 'waiting' })], [running])).toEqual([]);
  });

  it.each(['FAILED', 'STOPPED', 'TIMED_OUT', 'DELETING'])(
    'is not stuck once it is %s',
    (status) => {
      const ended = execution({ status, result: undefined });
      expect(kinds([late], [ended])).not.toContain('stuck');
    },
  );
});

describe('the end of an open card', () => {
  const payload = {
    v: 1,
    execution: 'live-V1',
    execution_arn: 'arn-1',
    requester: 'U0RENEREQU',
    decided_at: 1_000,
  };
  const openUntilMs = (fields: object) => {
    const message = {
      ts: '1.1',
      bot_id: 'B0',
      metadata: { event_type: 'doo_repush_card', event_payload: { ...payload, ...fields } },
    };
    const read = asCard(message, 'B0');
    if (read === undefined) throw new Error('not a card');
    return cardFacts(read).openUntilMs;
  };

  it.each([
    ['a request that waits: its expiry', { state: 'waiting', expires_at: 90 }, 90_000],
    ['one that waits without an expiry: not known', { state: 'waiting' }, undefined],
    ['one that is sent: hours after the approval', { state: 'sending' }, 1_000_000 + 3 * HOUR_MS],
    ['an unknown outcome', { state: 'unknown', resolution: 'open', resolution_until: 70 }, 70_000],
    ['a question to come', { state: 'accepted', arrival: 'awaited', arrival_ask_at: 60 }, 60_000],
    ['a question', { state: 'accepted', arrival: 'asked', arrival_until: 50 }, 50_000],
    ['a question put off', { state: 'accepted', arrival: 'not_yet', arrival_until: 40 }, 40_000],
    [
      'both: whichever ends first',
      {
        state: 'unknown',
        resolution: 'open',
        resolution_until: 70,
        arrival: 'asked',
        arrival_until: 50,
      },
      50_000,
    ],
    ['an ended one: nothing', { state: 'accepted', arrival: 'arrived', arrival_at: 9 }, undefined],
    ['a rejected one: nothing', { state: 'rejected', expires_at: 90 }, undefined],
    [
      'a field that is none',
      { state: 'unknown', resolution: 'open', resolution_until: 'soon' },
      undefined,
    ],
  ])('%s', (_, fields, untilMs) => {
    expect(openUntilMs(fields)).toBe(untilMs);
  });
});
