import type { Clock } from '../../clock.ts';
import type { Activity } from '../durable/activity.ts';
import type { Execution, ExecutionStatus } from '../durable/execution.ts';
import { ACCOUNT_ID, functionArn, REGION } from '../functions/function-environment.ts';

/** The event of a durable execution's status change (AWS docs: Monitoring durable functions). */
export interface StatusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'Durable Execution Status Change';
  readonly source: 'aws.lambda';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly durableExecutionArn: string;
    readonly durableExecutionName: string;
    /** Includes the version. */
    readonly functionArn: string;
    readonly status: ExecutionStatus;
    readonly startTimestamp: string;
    readonly endTimestamp?: string;
  };
}

/** A rule on the default bus: certain statuses of one function's executions start another function. */
export interface StatusRule {
  readonly of: string;
  readonly statuses: readonly ExecutionStatus[];
  readonly target: string;
}

/** The default event bus for executions' events only. AWS documents no delivery guarantee for it. */
export interface StatusEvents {
  /** Every published event, including lost ones, oldest first. */
  readonly published: readonly StatusEvent[];
  /** Whether events are lost on their way to the rule's target. */
  lose(on: boolean): void;
  /** How late events reach the target, in milliseconds. */
  delay(ms: number): void;
  /** Whether each event reaches the target twice. */
  deliverTwice(on: boolean): void;
}

export interface StatusBusOptions {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly newId: () => string;
  readonly rule?: StatusRule | undefined;
  /** Delivers an event to the target asynchronously. */
  readonly deliver: (target: string, event: StatusEvent) => void;
}

export function createStatusBus({ clock, activity, newId, rule, deliver }: StatusBusOptions): {
  readonly events: StatusEvents;
  publish(execution: Execution): void;
} {
  const published: StatusEvent[] = [];
  const knobs = { loses: false, delayMs: 0, times: 1 };

  function eventOf(execution: Execution): StatusEvent {
    const { arn, name, functionName, version, status, startMs, endMs } = execution;
    return {
      version: '0',
      id: newId(),
      'detail-type': 'Durable Execution Status Change',
      source: 'aws.lambda',
      account: ACCOUNT_ID,
      time: new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: REGION,
      resources: [],
      detail: {
        durableExecutionArn: arn,
        durableExecutionName: name,
        functionArn: functionArn(functionName, version),
        status,
        startTimestamp: new Date(startMs).toISOString(),
        ...(endMs !== undefined && { endTimestamp: new Date(endMs).toISOString() }),
      },
    };
  }

  return {
    events: {
      published,
      lose(on) {
        knobs.loses = on;
      },
      delay(ms) {
        knobs.delayMs = ms;
      },
      deliverTwice(on) {
        knobs.times = on ? 2 : 1;
      },
    },
    publish(execution) {
      const event = eventOf(execution);
      published.push(event);
      const { functionName, status } = execution;
      if (rule?.of !== functionName || !rule.statuses.includes(status) || knobs.loses) return;
      const { target } = rule;
      for (let time = 0; time < knobs.times; time += 1) {
        if (knobs.delayMs === 0) deliver(target, event);
        else
          clock.at(
            clock.now() + knobs.delayMs,
            () => void activity.run(async () => deliver(target, event)),
          );
      }
    },
  };
}
