import { bareType } from '../data/resources.ts';
import { type DeliveryRun, sendCount } from './delivery-run.ts';

/** What was sent to one configuration under one hook type, without a GraphQL hook's hex digits. */
export interface DeliveryCount {
  readonly configurationId: string;
  readonly type: string;
  readonly delivered: number;
  readonly pending: number;
  readonly deadLettered: number;
}

/** How far the deliveries of one init call have come. */
export interface RunProgress {
  readonly id: string;
  readonly resource: string;
  readonly total: number;
  readonly delivered: number;
  readonly deadLettered: number;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** How far one run has come. */
export function progressOf(run: DeliveryRun): RunProgress {
  return {
    id: run.id,
    resource: run.resource,
    total: sendCount(run),
    delivered: sum(run.delivered),
    deadLettered: sum(run.deadLettered),
  };
}

/** Totals over all runs for each configuration and type, in the order of their first run. */
export function countsOf(runs: readonly DeliveryRun[]): DeliveryCount[] {
  const counts = new Map<string, DeliveryCount>();
  for (const run of runs) {
    for (const [index, target] of run.targets.entries()) {
      const type = bareType(target.type);
      const key = `${target.configurationId} ${type}`;
      const before = counts.get(key);
      const delivered = run.delivered[index] ?? 0;
      const deadLettered = run.deadLettered[index] ?? 0;
      counts.set(key, {
        configurationId: target.configurationId,
        type,
        delivered: (before?.delivered ?? 0) + delivered,
        pending: (before?.pending ?? 0) + run.itemCount - delivered - deadLettered,
        deadLettered: (before?.deadLettered ?? 0) + deadLettered,
      });
    }
  }
  return [...counts.values()];
}
