import { openForm } from '@doo-repush/sandbox/driver';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formValues } from '../../../../support/command-form.ts';
import { failedDeliveries } from '../../../../support/failed-deliveries.ts';
import { productForFile } from '../../../../support/product-for-file.ts';
import type { SeededCard } from '../../../../support/seeded-ledger.ts';
import {
  ACME,
  accepted,
  configurationId,
  fieldOf,
  noor,
  onlyCards,
  shown,
  type,
  warmUp,
} from './ledger-form.ts';

const product = productForFile();
let crm = '';
beforeAll(async () => {
  await warmUp(product());
  crm = configurationId(product(), ACME, 'CRM production');
});
afterEach(() => expect(failedDeliveries(product())).toEqual([]));

type Sent = Extract<SeededCard['state'], { kind: 'sent' }>;

const unclear: Sent = {
  ...(accepted as Sent),
  results: [{ eventId: '41231', outcome: { kind: 'unknown' }, atMs: 0 }],
};
const notYet: Sent = {
  ...(accepted as Sent),
  followUp: {
    arrival: {
      kind: 'not_yet',
      by: noor,
      atMs: Date.UTC(2026, 10, 1),
      untilMs: Date.UTC(2027, 0, 1),
    },
  },
};

const ledger = (state: SeededCard['state']) =>
  onlyCards(product(), { configuration: { kind: 'one', id: crm }, state });
const order = () => formValues(product(), noor).order;

/** A choice that no action tells of. */
async function pickOrder(value: string): Promise<void> {
  const { viewId, ref } = fieldOf(product(), 'order');
  await product().slack.client.choose(noor, viewId, ref, value);
}

describe('the order that a form proposes', () => {
  it.each([
    ['unclear', unclear],
    ['not arrived', notYet],
  ])('is one first where the last request ended %s', async (words, state) => {
    ledger(state);
    await openForm(product(), noor, '41231 41232');
    expect(order()).toBe('one_first');
    expect(shown(product()).head).toContain(`ended *${words}*`);
  });

  it('is none where the last request was accepted, or for one event', async () => {
    ledger(accepted);
    await openForm(product(), noor, '41231 41232');
    expect(order()).toBeUndefined();
    ledger(unclear);
    await openForm(product(), noor, '41231');
    expect(order()).toBeUndefined();
  });

  it('comes with the second event that is typed, and gives way to a choice', async () => {
    ledger(unclear);
    await openForm(product(), noor);
    await type(product(), '41231');
    await type(product(), '41231 41232');
    expect(order()).toBe('one_first');
    await pickOrder('at_once');
    await type(product(), '41231 41232 41233');
    expect(order()).toBe('at_once');
  });
});
