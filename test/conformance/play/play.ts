import { randomBytes } from 'node:crypto';
import {
  type Event,
  GetDurableExecutionCommand,
  GetDurableExecutionHistoryCommand,
  StopDurableExecutionCommand,
} from '@aws-sdk/client-lambda';
import { type Bindings, bindVariables, substitute } from '../judge/bindings.ts';
import { differences } from '../judge/judge.ts';
import type { CallbackAction, Requirement } from '../requirement.ts';
import { type Actions, createActions } from './actions.ts';
import type { Lab } from './lab.ts';

/** How long an execution may take on the sandbox's clock, in seconds. */
const LONGEST_SECONDS = 600;

/** Plays one requirement with the handler of its id; answers with every difference found. */
export async function play(lab: Lab, id: string, requirement: Requirement): Promise<string[]> {
  const bindings = bindVariables(requirement.Variables, newText);
  const actions = createActions(lab.client, filledActions(requirement.CallbackActions, bindings));
  const arn = await lab.start(id, substitute(requirement.Input, bindings));
  const events = await playToItsEnd(lab, arn, requirement, actions);
  const { Status: status, Result: result } = await lab.client.send(
    new GetDurableExecutionCommand({ DurableExecutionArn: arn, IncludeExecutionData: true }),
  );
  if (status === 'RUNNING') {
    await lab.client.send(new StopDurableExecutionCommand({ DurableExecutionArn: arn }));
    await lab.idle();
  }
  const logLines = requirement.ExpectedLogs.length > 0 ? await lab.logLines(arn) : [];
  const played = { events, status, result, logLines };
  return [...actions.differences(), ...differences(requirement, played, bindings)];
}

function newText(length: number): string {
  return randomBytes(length).toString('hex').slice(0, length);
}

function filledActions(actions: readonly CallbackAction[], bindings: Bindings): CallbackAction[] {
  return actions.map((action) => ({
    ...action,
    CallbackName: String(substitute(action.CallbackName, bindings)),
    Payload: substitute(action.Payload, bindings),
  }));
}

/**
 * Lets time pass, second by second, until the execution has ended; one that need not end goes on until
 * its history is as long as the expected one.
 */
async function playToItsEnd(
  lab: Lab,
  arn: string,
  { ExpectedResult, ExpectedExecutionHistory }: Requirement,
  actions: Actions,
): Promise<Event[]> {
  const lastId = ExpectedExecutionHistory.at(-1)?.EventId ?? 0;
  for (let second = 0; ; second += 1) {
    let events = await historyOf(lab, arn);
    while (await actions.act(events, second)) events = await historyOf(lab, arn);
    const hasEnded = /^Execution(?!Started)/.test(events.at(-1)?.EventType ?? '');
    const isLongEnough = ExpectedResult === undefined && events.length >= lastId;
    if (hasEnded || isLongEnough || second === LONGEST_SECONDS) return events;
    lab.advance(1000);
  }
}

async function historyOf(lab: Lab, arn: string): Promise<Event[]> {
  await lab.idle();
  const { Events = [] } = await lab.client.send(
    new GetDurableExecutionHistoryCommand({
      DurableExecutionArn: arn,
      IncludeExecutionData: true,
      MaxItems: 1000,
    }),
  );
  return Events;
}
