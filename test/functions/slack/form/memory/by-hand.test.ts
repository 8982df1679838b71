import { openForm, submit } from '@doo-repush/sandbox/driver';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formValues } from '../../../../support/command-form.ts';
import { failedDeliveries } from '../../../../support/failed-deliveries.ts';
import { productForFile } from '../../../../support/product-for-file.ts';
import { ANSWERS_KEPT_MS } from '../../../../support/requests.ts';
import {
  ACME,
  choose,
  configurationId,
  fieldOf,
  GLOBEX,
  held,
  INITECH,
  noor,
  onlyCards,
  shown,
  type,
  warmUp,
} from './ledger-form.ts';

const product = productForFile();
let crm = '';
let staging = '';
let globex = '';
beforeAll(async () => {
  await warmUp(product());
  crm = configurationId(product(), ACME, 'CRM production');
  staging = configurationId(product(), ACME, 'CRM staging');
  globex = configurationId(product(), GLOBEX, '');
});
const one = (id: string) => ({ kind: 'one', id }) as const;
beforeEach(() =>
  onlyCards(
    product(),
    { eventIds: ['41233'], configuration: one(staging) },
    { eventIds: ['52001'], organizationId: GLOBEX, configuration: one(globex) },
    { configuration: one(crm) },
  ),
);
afterEach(() => expect(failedDeliveries(product())).toEqual([]));

const open = (line = '') => openForm(product(), noor, line);
const again = (delivery: Delivery) => product().slack.client.redeliver(delivery);
const historyCalls = () =>
  product().slack.calls.filter(({ method }) => method === 'conversations.history').length;

describe('event IDs that are typed into the form', () => {
  beforeEach(async () => {
    await open();
  });

  it('fill in what they had last, and stay as they were typed', async () => {
    await type(product(), '41231');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: crm });
    expect(shown(product()).head).toContain('so we filled that in');
    expect(formValues(product(), noor).event_ids).toBe('41231');
  });

  it('are followed while nobody chooses by hand', async () => {
    await type(product(), '41231');
    await type(product(), '52001');
    expect(shown(product())).toMatchObject({ organization: GLOBEX, configuration: globex });
    await type(product(), '41231');
    await type(product(), '41233');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: staging });
    await type(product(), '999');
    expect(shown(product())).toEqual({
      organization: undefined,
      configuration: undefined,
      head: '""',
    });
  });

  it('are read from one reading of the channel, however often a character is typed', async () => {
    const before = historyCalls();
    for (const text of ['4', '41', '412', '4123', '41231']) await type(product(), text);
    expect(shown(product()).organization).toBe(ACME);
    expect(historyCalls()).toBe(before + 1);
  });

  it.each([
    ['in their order', [0, 1]],
    ['the other way round', [1, 0]],
  ])('twice in a row end with the later ones, delivered %s', async (_, order) => {
    const typed = [
      await held(product(), () => type(product(), '52001')),
      await held(product(), () => type(product(), '41231')),
    ];
    for (const index of order) {
      const delivery = typed[index];
      if (delivery !== undefined) await again(delivery);
    }
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: crm });
  });

  it('are read for nobody who may not ask', async () => {
    product().clock.advance(ANSWERS_KEPT_MS);
    const user = product().slack.workspace.user(noor);
    if (user === undefined) throw new Error('nobody');
    user.is_restricted = true;
    const before = historyCalls();
    await type(product(), '41231');
    user.is_restricted = false;
    product().clock.advance(ANSWERS_KEPT_MS);
    expect(historyCalls()).toBe(before);
    expect(shown(product()).organization).toBeUndefined();
  });

  it('leave the form as it is, without a word, where the ledger cannot be read', async () => {
    product().slack.faults.add({ method: 'conversations.history', fault: 'hang' });
    const told = product().slack.client.directMessages(noor).length;
    await type(product(), '41231');
    expect(shown(product())).toMatchObject({ organization: undefined, head: '""' });
    expect(product().slack.client.directMessages(noor)).toHaveLength(told);
  });
});

describe('a choice by hand is never overwritten', () => {
  it('of an organization, by IDs that are typed after it', async () => {
    await open();
    await choose(product(), 'organization', INITECH);
    await type(product(), '41231');
    expect(shown(product())).toEqual({
      organization: INITECH,
      configuration: undefined,
      head: '""',
    });
  });

  it('of another organization than the one that was filled in, by IDs that are typed after it', async () => {
    await open('41231');
    await choose(product(), 'organization', GLOBEX);
    expect(shown(product())).toEqual({
      organization: GLOBEX,
      configuration: undefined,
      head: '""',
    });
    await type(product(), '41233');
    expect(shown(product())).toMatchObject({ organization: GLOBEX, configuration: undefined });
  });

  it('of another configuration than the one that was filled in', async () => {
    await open('41231');
    await choose(product(), 'configuration', staging);
    await type(product(), '52001');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: staging });
  });

  it('of the same organization and configuration that were filled in', async () => {
    await open('41231');
    await choose(product(), 'organization', ACME);
    expect(shown(product()).head).toBe('""');
    await type(product(), '52001');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: crm });
  });

  it('by a hit of the ledger that was on its way, once the form was filled in before', async () => {
    await open();
    await type(product(), '41231');
    const typed = await held(product(), () => type(product(), '52001'));
    await choose(product(), 'organization', INITECH);
    await again(typed);
    expect(shown(product())).toMatchObject({ organization: INITECH, configuration: undefined });
  });

  it.each([
    ['before', [0, 1]],
    ['after', [1, 0]],
  ])('of an organization, where the ledger is written %s it', async (_, order) => {
    await open();
    const typed = await held(product(), () => type(product(), '41231'));
    const chosen = await held(product(), () => choose(product(), 'organization', GLOBEX));
    const both = [typed, chosen];
    for (const index of order) {
      const delivery = both[index];
      if (delivery !== undefined) await again(delivery);
    }
    expect(shown(product())).toMatchObject({ organization: GLOBEX, configuration: undefined });
    await choose(product(), 'configuration', globex);
    expect(shown(product())).toMatchObject({ organization: GLOBEX, configuration: globex });
  });

  it.each([
    ['before', [0, 1]],
    ['after', [1, 0]],
  ])('of a resource, where the ledger is written %s it', async (_, order) => {
    await open();
    const typed = await held(product(), () => type(product(), '41231'));
    const chosen = await held(product(), () => choose(product(), 'resource', 'contacts'));
    const both = [typed, chosen];
    for (const index of order) {
      const delivery = both[index];
      if (delivery !== undefined) await again(delivery);
    }
    const blocks = product()
      .slack.client.openView(noor)
      ?.view.blocks.map(({ block_id: id }) => id);
    expect(blocks).not.toContain('event_ids');
    expect(formValues(product(), noor).resource).toBe('contacts');
  });
});

describe('a form that was filled in', () => {
  beforeEach(async () => {
    await open('41231 reason:outage');
    await choose(product(), 'window', 'everything');
  });

  it('is submitted as if its values had been chosen', async () => {
    const before = product().lambda.executions().length;
    expect((await submit(product(), noor)).outcome).toBe('closed');
    expect(product().lambda.executions()).toHaveLength(before + 1);
  });

  it('for an event that is no longer there comes back empty, and nothing is handed over', async () => {
    await type(product(), '52001');
    await held(product(), () => type(product(), '41231'));
    const before = product().lambda.executions().length;
    expect((await submit(product(), noor)).outcome).toBe('updated');
    expect(product().lambda.executions()).toHaveLength(before);
    expect(shown(product())).toMatchObject({ organization: undefined, configuration: undefined });
    expect(shown(product()).head).toContain('filled in for 52001, which is no longer among');
    expect(formValues(product(), noor)).toMatchObject({ event_ids: '41231', reason: 'outage' });
    await choose(product(), 'organization', ACME);
    await choose(product(), 'configuration', crm);
    expect((await submit(product(), noor)).outcome).toBe('closed');
  });

  it('has errors at the fields that it has', async () => {
    const { viewId, ref } = fieldOf(product(), 'organization');
    const { client, workspace } = product().slack;
    const record = workspace.state.views.find(({ view }) => view.id === viewId);
    if (record === undefined) throw new Error('no form');
    const [option] = (await client.suggest(noor, viewId, ref, 'no such organization')).options;
    record.values[ref.blockId] = {
      organization: { type: 'external_select', selected_option: option ?? null },
    };
    expect(Object.keys((await submit(product(), noor)).errors)).toContain(ref.blockId);
  });
});
