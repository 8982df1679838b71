import {
  createRun,
  nextSend,
  partsOf,
  recordSend,
} from '@doo-repush/sandbox/doo/deliveries/delivery-run';
import { expect, test } from 'vitest';

const hook = {
  configurationId: '12',
  type: 'order_created',
  endpoint: 'https://crm.acme.example/',
};
const PLAN = {
  resource: 'orders',
  organizationId: 5101,
  eventId: 41231,
  items: [
    { id: '1', updatedAtMs: 0 },
    { id: '2', updatedAtMs: 0 },
  ],
  targets: [hook, { ...hook, type: 'order_cancelled' }],
} as const;

test('every item is due for every target, one interval apart', () => {
  const run = createRun('run', PLAN, 100, 5000);
  const sends: unknown[] = [];
  for (let due = nextSend(run); due !== undefined; due = nextSend(run)) {
    const { item, target } = partsOf(run, due.send);
    sends.push([due.dueMs, item.id, target.type]);
    recordSend(run, due, true, due.dueMs);
  }
  expect(sends).toEqual([
    [5000, '1', 'order_created'],
    [5600, '1', 'order_cancelled'],
    [6200, '2', 'order_created'],
    [6800, '2', 'order_cancelled'],
  ]);
  expect(run).toMatchObject({ delivered: [2, 2], deadLettered: [0, 0], items: [] });
});

test('a webhook is tried ten times, a minute apart, while the others go on', () => {
  const run = createRun('run', PLAN, 100, 0);
  const triesAtMs: number[] = [];
  for (let due = nextSend(run); due !== undefined; due = nextSend(run)) {
    const isDelivered = due.send !== 0;
    if (!isDelivered) triesAtMs.push(due.dueMs);
    recordSend(run, due, isDelivered, due.dueMs);
  }
  expect(triesAtMs).toEqual(Array.from({ length: 10 }, (_, index) => index * 60_000));
  expect(run).toMatchObject({ delivered: [1, 2], deadLettered: [1, 0] });
});
