import type { Clock } from '../../clock.ts';
import type { InitPlan } from '../api/init-plan.ts';
import { bareType } from '../data/resources.ts';
import { countsOf, type DeliveryCount, progressOf, type RunProgress } from './delivery-counts.ts';
import {
  createRun,
  type DeliveryRun,
  nextSend,
  partsOf,
  recordSend,
  shiftRun,
} from './delivery-run.ts';
import { endpointAddress } from './endpoint-address.ts';

/** doo's queue: it sends webhooks at the rate of each init call. */
export interface Deliveries {
  /** Queues what an init call asks for; returns at once. */
  add(plan: InitPlan, ratePerMin: number): void;
  start(): void;
  /** Resolves once nothing is in flight; unfinished sends stay pending. */
  stop(): Promise<void>;
  progress(): RunProgress[];
  counts(): DeliveryCount[];
  /** The runs, with times relative to now. */
  snapshot(): DeliveryRun[];
}

interface DeliveryParts {
  /** The clock that paces the rate. */
  readonly clock: Clock;
  readonly receiverUrl: () => string;
  readonly newId: () => string;
  readonly onChange: () => void;
  readonly earlier?: readonly DeliveryRun[];
}

const SEND_TIMEOUT_MS = 10_000;

async function post(url: string, body: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(SEND_TIMEOUT_MS)]),
    });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/**
 * Each run makes one send at a time, so a slow receiver slows its run down. A run stopped in the middle
 * of a send repeats it: receivers get a webhook at least once.
 */
export function createDeliveries(parts: DeliveryParts): Deliveries {
  const { clock, receiverUrl, newId, onChange, earlier = [] } = parts;
  const runs = earlier.map((run) => structuredClone(shiftRun(run, clock.now())));
  const timers = new Map<DeliveryRun, () => void>();
  const working = new Map<DeliveryRun, Promise<void>>();
  let stopping = new AbortController();

  function webhookOf(run: DeliveryRun, send: number): { url: string | undefined; body: string } {
    const { item, target } = partsOf(run, send);
    const body = {
      type: bareType(target.type),
      id: item.id,
      organization_id: run.organizationId,
      event_id: run.resource === 'events' ? Number(item.id) : run.eventId,
      updated_at: new Date(item.updatedAtMs).toISOString(),
    };
    return { url: endpointAddress(target.endpoint, receiverUrl()), body: JSON.stringify(body) };
  }

  async function sendDue(run: DeliveryRun, signal: AbortSignal): Promise<void> {
    for (
      let due = nextSend(run);
      due !== undefined && due.dueMs <= clock.now() && !signal.aborted;
      due = nextSend(run)
    ) {
      const { url, body } = webhookOf(run, due.send);
      const isDelivered = url !== undefined && (await post(url, body, signal));
      if (signal.aborted && !isDelivered) return;
      recordSend(run, due, isDelivered, clock.now());
      onChange();
    }
  }

  function schedule(run: DeliveryRun): void {
    const due = nextSend(run);
    const { signal } = stopping;
    if (due === undefined || signal.aborted || timers.has(run) || working.has(run)) return;
    const cancel = clock.at(due.dueMs, () => {
      timers.delete(run);
      const work = sendDue(run, signal).then(() => {
        working.delete(run);
        schedule(run);
      });
      working.set(run, work);
    });
    timers.set(run, cancel);
  }

  return {
    add(plan, ratePerMin) {
      const run = createRun(newId(), plan, ratePerMin, clock.now());
      runs.push(run);
      schedule(run);
      onChange();
    },
    start() {
      stopping = new AbortController();
      for (const run of runs) schedule(run);
    },
    async stop() {
      stopping.abort();
      for (const cancel of timers.values()) cancel();
      timers.clear();
      await Promise.all(working.values());
    },
    progress: () => runs.map(progressOf),
    counts: () => countsOf(runs),
    snapshot: () => runs.map((run) => shiftRun(run, -clock.now())),
  };
}
