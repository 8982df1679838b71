import { describe, expect, it } from 'vitest';
import { type Requirement, requirementSchema } from '../requirement.ts';
import { bindVariables } from './bindings.ts';
import { differences, type HistoryEvent, type Played } from './judge.ts';

const started = { EventId: 1, EventType: 'ExecutionStarted', ExecutionStartedDetails: {} };
const pieces: readonly HistoryEvent[] = [
  started,
  { EventId: 2, EventType: 'KettleFilled', ...{ Id: 'k', Details: { Litres: 2, Lid: 'on' } } },
  { EventId: 3, EventType: 'KettleBoiled', ...{ Id: 'k', Details: { Words: 'tea for ann' } } },
  { EventId: 4, EventType: 'ExecutionSucceeded', ...{ Details: {} } },
];

const played: Played = {
  events: pieces,
  status: 'SUCCEEDED',
  result: '{"cups":2}',
  logLines: ['{"message":"pour for ann","level":"INFO"}', 'pour by hand', 'spilt'],
};

const filled = { EventId: 2, EventType: 'KettleFilled', Id: `\${K}`, Details: { Litres: 2 } };
const boiled = { EventId: 3, EventType: 'KettleBoiled', Id: `\${K}`, Details: {} };

function asking(more: object = {}): Requirement {
  return requirementSchema.parse({
    description: 'Boil water',
    Variables: { WHO: 'ann' },
    ExpectedResult: { ExecutionStatus: 'SUCCEEDED', Result: { cups: 2 } },
    ExpectedExecutionHistory: [filled, boiled],
    ...more,
  });
}

function judged(more: object = {}, seen: Partial<Played> = {}): string[] {
  const requirement = asking(more);
  const bindings = bindVariables(requirement.Variables, (length) => 'x'.repeat(length));
  return differences(requirement, { ...played, ...seen }, bindings);
}

/** What is found when `boiled` has these details. */
const judgedDetails = (Details: unknown) =>
  judged({ ExpectedExecutionHistory: [filled, { ...boiled, Details }] });

describe('the judge of histories', () => {
  it('finds nothing in an execution that is as it was asked for', () => {
    expect(judged()).toEqual([]);
  });

  it('names the event, the field and both values of a difference', () => {
    const Details = { Litres: 3, Lid: 'on', Spout: { Open: true } };
    expect(judged({ ExpectedExecutionHistory: [{ ...filled, Details }, boiled] })).toEqual([
      'event 2.Details.Litres is 2, not 3',
      'event 2.Details.Spout is missing, not {"Open":true}',
    ]);
  });

  it('binds a name where it is met first, and finds another value of it later', () => {
    const [, first, second = {}, last] = pieces;
    const events = [started, first, { ...second, Id: 'other' }, last].flatMap((it) => it ?? []);
    expect(judged({}, { events })).toEqual(['event 3.Id is "other", not "k"']);
  });

  it('takes anything for * and {}, but not nothing', () => {
    expect(judgedDetails('*')).toEqual([]);
    expect(judgedDetails({ Words: {} })).toEqual([]);
    expect(judgedDetails({ Sugar: '*' })).toEqual(['event 3.Details.Sugar is missing, not "*"']);
  });

  it('looks for an expression, and fills variables into a text', () => {
    expect(judgedDetails({ Words: `\${/^tea .*n$/}` })).toEqual([]);
    expect(judgedDetails({ Words: `tea for \${WHO}` })).toEqual([]);
    expect(judgedDetails({ Words: `\${/^milk/}` })).toEqual([
      'event 3.Details.Words is "tea for ann", which /^milk/ does not find',
    ]);
    expect(judgedDetails({ Words: `tea for \${NOBODY}` })).toHaveLength(1);
  });

  it('compares lists item by item', () => {
    const [, , boiling = {}] = pieces;
    const events = [started, { ...boiling, EventId: 2, Cups: [1, 2] }];
    const one = (Cups: unknown) =>
      judged(
        {
          ExpectedResult: undefined,
          ExpectedExecutionHistory: [{ EventId: 2, EventType: 'KettleBoiled', Cups }],
        },
        { events },
      );
    expect(one([1, '*'])).toEqual([]);
    expect(one([1, 3])).toEqual(['event 2.Cups[1] is 2, not 3']);
    expect(one([1])).toEqual(['event 2.Cups is [1,2], not a list of 1']);
  });

  it('finds an event that is missing, and one that nobody asked for', () => {
    const extra = { EventId: 4, EventType: 'KettleCleaned' };
    expect(judged({ ExpectedExecutionHistory: [filled, boiled, extra] }, { events: [] })).toEqual([
      'event 2 is missing, not KettleFilled',
      'event 3 is missing, not KettleBoiled',
      'event 4 is missing, not KettleCleaned',
    ]);
    expect(judged({ ExpectedExecutionHistory: [filled] })).toEqual([
      'event 3 is KettleBoiled, not expected',
    ]);
  });

  it('finds an end where the execution was to go on', () => {
    expect(judged({ ExpectedResult: undefined })).toEqual([
      'event 4 is ExecutionSucceeded, not expected',
    ]);
  });
});

describe('the judge of results', () => {
  it.each([
    ['another status', { status: 'FAILED' }, 'the execution is FAILED, not SUCCEEDED'],
    ['a result that differs', { result: '{"cups":3}' }, 'the result is {"cups":3}, not {"cups":2}'],
    [
      'a result that has more',
      { result: '{"cups":2,"a":1}' },
      'the result is {"cups":2,"a":1}, not',
    ],
    ['no result', { result: undefined }, 'the result is null, not {"cups":2}'],
    ['a result that is not JSON', { result: 'cups' }, 'the result is "cups", not {"cups":2}'],
  ])('finds %s', (_, seen, difference) => {
    expect(judged({}, seen)).toEqual([expect.stringContaining(difference)]);
  });

  it('fills variables in, and takes an absent result for null', () => {
    const ExecutionStatus = 'SUCCEEDED';
    const one = (Result: unknown, result?: string) =>
      judged({ ExpectedResult: { ExecutionStatus, Result } }, { result });
    expect(one(`for \${WHO}`, '"for ann"')).toEqual([]);
    expect(one(null)).toEqual([]);
    expect(one(`for \${WHO}`, '"for bea"')).toHaveLength(1);
    expect(judged({ ExpectedResult: { ExecutionStatus } }, { result: '7' })).toEqual([]);
  });
});

describe('the judge of logs', () => {
  const counted = (message: string, count: number) =>
    judged({ ExpectedLogs: [{ match: { message }, count }] });

  it('counts the lines that have all the fields, structured or not', () => {
    expect(counted('/^pour/', 2)).toEqual([]);
    expect(counted(`/for \${WHO}$/`, 1)).toEqual([]);
    expect(counted('spilt', 1)).toEqual([]);
    expect(judged({ ExpectedLogs: [{ match: { level: 'INFO' }, count: 1 }] })).toEqual([]);
  });

  it('finds too few and too many', () => {
    expect(counted('/^pour/', 3)).toEqual(['2 log lines have message /^pour/, not 3']);
    expect(counted('spilt', 0)).toEqual(['1 log lines have message spilt, not 0']);
  });
});
