import * as z from 'zod';
import type { InitPlan } from '../api/init-plan.ts';
import { RESOURCES, type ResourceName } from '../data/resources.ts';

const resourceNames = Object.keys(RESOURCES) as [ResourceName, ...ResourceName[]];

/** Times are on the deliveries' own clock; in a snapshot they are relative to the moment it was taken. */
export const runSchema = z.object({
  id: z.string(),
  resource: z.enum(resourceNames),
  organizationId: z.number(),
  eventId: z.number().optional(),
  itemCount: z.int(),
  /** Emptied when the run has ended. */
  items: z.array(z.object({ id: z.string(), updatedAtMs: z.number() })),
  targets: z.array(
    z.object({ configurationId: z.string(), type: z.string(), endpoint: z.string() }),
  ),
  intervalMs: z.number(),
  /** The first send not yet tried: sends go item by item, each item to every target. */
  next: z.int(),
  nextDueMs: z.number(),
  /** Sends that failed and will be retried. */
  retries: z.array(z.object({ send: z.int(), failures: z.int(), dueMs: z.number() })),
  /** One count per target. */
  delivered: z.array(z.int()),
  deadLettered: z.array(z.int()),
});

/** The deliveries of one init call. */
export type DeliveryRun = z.infer<typeof runSchema>;

export interface DueSend {
  readonly send: number;
  readonly dueMs: number;
  readonly failures: number;
}

const FAILURES_TO_DEAD_LETTER = 10;
const RETRY_DELAY_MS = 60_000;
const MINUTE_MS = 60_000;

/** A run of `plan` that starts now. */
export function createRun(
  id: string,
  plan: InitPlan,
  ratePerMin: number,
  nowMs: number,
): DeliveryRun {
  return {
    id,
    resource: plan.resource,
    organizationId: plan.organizationId,
    ...(plan.eventId !== undefined && { eventId: plan.eventId }),
    itemCount: plan.items.length,
    items: [...plan.items],
    targets: [...plan.targets],
    intervalMs: MINUTE_MS / ratePerMin,
    next: 0,
    nextDueMs: nowMs,
    retries: [],
    delivered: plan.targets.map(() => 0),
    deadLettered: plan.targets.map(() => 0),
  };
}

/** How many webhooks the run has in total. */
export function sendCount(run: DeliveryRun): number {
  return run.itemCount * run.targets.length;
}

/** The next send due, or undefined if the run has ended. */
export function nextSend(run: DeliveryRun): DueSend | undefined {
  const fresh =
    run.next < sendCount(run) ? [{ send: run.next, dueMs: run.nextDueMs, failures: 0 }] : [];
  return [...run.retries, ...fresh].sort((a, b) => a.dueMs - b.dueMs)[0];
}

/** The item and the target of a send. Throws for a number outside the run. */
export function partsOf(run: DeliveryRun, send: number) {
  const item = run.items[Math.floor(send / run.targets.length)];
  const target = run.targets[send % run.targets.length];
  if (item === undefined || target === undefined)
    throw new RangeError(`No send ${send} in the run`);
  return { item, target };
}

/**
 * Records how a send ended. Ten failures make it a dead letter (doo docs: How to respond to webhook
 * requests); the minute between two tries is an assumption.
 */
export function recordSend(run: DeliveryRun, due: DueSend, isDelivered: boolean, nowMs: number) {
  run.retries = run.retries.filter(({ send }) => send !== due.send);
  if (due.send === run.next) {
    run.next += 1;
    run.nextDueMs += run.intervalMs;
  }
  const failures = due.failures + 1;
  const target = due.send % run.targets.length;
  if (isDelivered) addOne(run.delivered, target);
  else if (failures >= FAILURES_TO_DEAD_LETTER) addOne(run.deadLettered, target);
  else run.retries.push({ send: due.send, failures, dueMs: nowMs + RETRY_DELAY_MS });
  if (nextSend(run) === undefined) run.items = [];
}

function addOne(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

/** The run with its times moved by `byMs`. */
export function shiftRun(run: DeliveryRun, byMs: number): DeliveryRun {
  return {
    ...run,
    nextDueMs: run.nextDueMs + byMs,
    retries: run.retries.map((retry) => ({ ...retry, dueMs: retry.dueMs + byMs })),
  };
}
