import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { misuseIn, runUnderAws } from '../../support/aws-runner/aws-runner.ts';
import {
  type RepushOrder,
  type RepushRun,
  startRepush,
} from '../../support/aws-runner/repush-run.ts';
import { ADA, MALLORY, MAY, REQUESTER } from '../../support/states/model.ts';

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(async () => {
  // Until now `process.nextTick` belongs to the runner, even for Node itself. Callbacks still queued when
  // it is restored would never run, and a test worker whose own messages are among them would never exit.
  await new Promise<void>((drained) => process.nextTick(drained));
  await LocalDurableTestRunner.teardownTestEnvironment();
});

const approved = { v: 1, decision: 'approved', by: ADA };
const arrived = { v: 1, arrival: 'arrived', by: REQUESTER };
const notYet = { v: 1, arrival: 'not_yet', by: REQUESTER };

/** Completes a request's callbacks in this order, each once the function is suspended. */
async function played(order: RepushOrder, answers: readonly (readonly [string, unknown])[]) {
  const run = startRepush(order);
  for (const [callback, value] of answers) await run.answer(callback, value);
  return endOf(run);
}

/** The result, checked against the rules for using the SDK. */
async function endOf({ ended, doo, slack, shown }: RepushRun) {
  const result = await ended;
  expect(misuseIn(result)).toEqual([]);
  expect(slack.cards).toHaveLength(1);
  return {
    result: result.getResult(),
    doo,
    marks: slack.lines.map(({ mark }) => mark),
    shown: shown.filter((kind, index) => kind !== shown[index - 1]),
  };
}

describe.concurrent("the workflow under AWS's own test runner", () => {
  it('sends an approved request once, and asks until somebody confirms the arrival', async () => {
    const { result, doo, shown, marks } = await played({}, [
      ['decision 1', approved],
      ['follow-up 2', notYet],
      ['follow-up 3', arrived],
    ]);
    expect(result).toMatchObject({ state: 'accepted', approvedBy: ADA, arrival: 'arrived' });
    expect(doo.calls).toHaveLength(1);
    expect(shown).toEqual(['waiting', 'sending', 'sent']);
    expect(new Set(marks).size).toBe(marks.length);
  });

  it.each(['rejected', 'cancelled'])('sends nothing that was %s', async (decision) => {
    const by = decision === 'cancelled' ? REQUESTER : ADA;
    const reason = decision === 'rejected' ? { reason: 'Not now' } : {};
    const decided = { v: 1, decision, by, ...reason };
    const { result, doo, shown } = await played({}, [['decision 1', decided]]);
    expect(result).toMatchObject({ state: decision });
    expect(doo.calls).toEqual([]);
    expect(shown).toEqual(['waiting', decision]);
  });

  it('sends nothing if nobody decides in time', async () => {
    // The runner does not skip a callback's timeout, so this second is real.
    const { result, doo, shown } = await played({ approvalTimeoutMs: 1_000 }, []);
    expect(result).toMatchObject({ state: 'expired' });
    expect(doo.calls).toEqual([]);
    expect(shown).toEqual(['waiting', 'expired']);
  });

  it('keeps waiting after decisions by people who may not decide', async () => {
    const { result, doo } = await played({}, [
      ['decision 1', { ...approved, by: MALLORY }],
      ['decision 2', { ...approved, by: REQUESTER }],
      ['decision 3', approved],
      ['follow-up 2', arrived],
    ]);
    expect(result).toMatchObject({ state: 'accepted', approvedBy: ADA });
    expect(doo.calls).toHaveLength(1);
  });

  it('calls doo again, after a durable wait, only if doo proved that it did nothing', async () => {
    const { result, doo } = await played({ answers: ['busy', 'unreachable', 'accepts'] }, [
      ['decision 1', approved],
      ['follow-up 2', arrived],
    ]);
    expect(result).toMatchObject({ state: 'accepted' });
    expect(doo.calls.map(({ answer }) => answer)).toEqual(['busy', 'unreachable', 'accepts']);
  });

  it('repeats no call with an unknown outcome, and accepts an approver’s resolution', async () => {
    const resolution = { v: 1, resolution: 'not_started', reason: 'Nothing in doo' };
    const { result, doo } = await played({ answers: ['is lost'] }, [
      ['decision 1', approved],
      ['follow-up 1', { ...resolution, by: REQUESTER }],
      ['follow-up 2', { ...resolution, by: MAY }],
    ]);
    expect(result).toMatchObject({ state: 'unknown', resolution: 'not_started' });
    expect(doo.calls).toHaveLength(1);
  });

  it('sends every target once, one after another', async () => {
    const { result, doo } = await played({ eventIds: ['41231', '41232', '41233'] }, [
      ['decision 1', approved],
      ['follow-up 2', arrived],
    ]);
    expect(result).toMatchObject({ state: 'accepted', askedTargets: 3, items: 51 });
    expect(doo.calls.map(({ eventId }) => eventId)).toEqual(['41231', '41232', '41233']);
  });

  it('sends no further target once an authorized person has stopped the rest', async () => {
    const run = startRepush({ eventIds: ['41231', '41232', '41233'] });
    run.duringCall(() => run.answer('stop 1', { v: 1, stop: true, by: MAY }, 'atOnce'));
    await run.answer('decision 1', approved);
    await run.answer('follow-up 2', arrived);
    const { result, doo } = await endOf(run);
    expect(result).toMatchObject({ state: 'partly_accepted', requestedTargets: 3 });
    expect(doo.calls).toHaveLength(1);
  });
});

describe.concurrent('checking a workflow with AWS’s own test runner', () => {
  type Workflow = (event: unknown, context: DurableContext) => Promise<unknown>;

  /** The violations in a workflow that is suspended once and replayed. */
  async function foundIn(workflow: Workflow) {
    const run = runUnderAws(workflow, {});
    await run.answer('sleep', 'awake');
    return misuseIn(await run.ended);
  }

  async function sleep(context: DurableContext): Promise<void> {
    const [answer] = await context.createCallback('sleep', { timeout: { hours: 1 } });
    await answer;
  }

  it('finds nothing in a workflow that does the same in every replay', async () => {
    const found = await foundIn(async (_event, context) => {
      await context.step('one', async () => 1);
      await sleep(context);
    });
    expect(found).toEqual([]);
  });

  it('finds a step whose name changes in a replay', async () => {
    let invocation = 0;
    const found = await foundIn(async (_event, context) => {
      invocation += 1;
      await context.step(`step ${invocation}`, async () => 1);
      await sleep(context);
    });
    expect(found.join()).toMatch(/ended as FAILED.*step 2/);
  });

  it('finds a wait where there was a step', async () => {
    let invocation = 0;
    const found = await foundIn(async (_event, context) => {
      invocation += 1;
      if (invocation === 1) await context.step('first', async () => 1);
      else await context.wait('first', { seconds: 1 });
      await sleep(context);
    });
    expect(found.join()).toMatch(/ended as FAILED/);
  });

  it('finds a name that is used twice', async () => {
    const found = await foundIn(async (_event, context) => {
      await context.step('same', async () => 1);
      await context.step('same', async () => 2);
      await sleep(context);
    });
    expect(found).toEqual(['two operations are named "same"']);
  });
});
