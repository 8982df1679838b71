import { openForm } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commandAnswer } from '../../../../support/command-answer.ts';
import { formHead, formValues } from '../../../../support/command-form.ts';
import { failedDeliveries } from '../../../../support/failed-deliveries.ts';
import { productForFile } from '../../../../support/product-for-file.ts';
import { ANSWERS_KEPT_MS } from '../../../../support/requests.ts';
import {
  ACME,
  configurationId,
  fieldOf,
  formOf,
  GLOBEX,
  noor,
  onlyCards,
  rejected,
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

const open = (line: string) => openForm(product(), noor, line);
const one = (id: string) => ({ kind: 'one', id }) as const;
const callsOf = (method: string) =>
  product().slack.calls.filter((call) => call.method === method).length;

describe('a form that is opened for events', () => {
  it('is filled in with organization and configuration that they had last, with the day and a link to the card', async () => {
    onlyCards(product(), { organizationId: GLOBEX }, { configuration: one(crm) });
    await open('41231');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: crm });
    expect(shown(product()).head).toMatch(
      /41231 was last requested for \*Acme Conferences\* · \*CRM production\* \(<!date\^\d+/,
    );
    expect(shown(product()).head).toContain('/archives/C0APPROVAL/p');
    expect(formValues(product(), noor)).toMatchObject({ event_ids: '41231', resource: 'orders' });
  });

  it('is open before the ledger is read', async () => {
    onlyCards(product(), { configuration: one(crm) });
    const before = product().slack.calls.length;
    await open('41231');
    const methods = product()
      .slack.calls.slice(before)
      .map(({ method }) => method);
    expect(methods.indexOf('conversations.history')).toBeGreaterThan(methods.indexOf('views.open'));
    expect(methods.filter((method) => method === 'conversations.history')).toHaveLength(1);
  });

  it.each([
    ['of which one has no request yet', '41231 41239', ACME],
    ['that all had the same', '41231 41232', ACME],
  ])('%s takes what the others had', async (_, line, organization) => {
    onlyCards(
      product(),
      { eventIds: ['41232'], configuration: one(crm) },
      { configuration: one(crm) },
    );
    await open(line);
    expect(shown(product())).toMatchObject({ organization, configuration: crm });
  });

  it('that had different configurations is filled in with the organization alone', async () => {
    const other = configurationId(product(), ACME, 'CRM staging');
    onlyCards(
      product(),
      { eventIds: ['41232'], configuration: one(crm) },
      { configuration: one(other) },
    );
    await open('41231 41232');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: undefined });
    expect(shown(product()).head).toContain('Pick the system');
  });

  it('that had different organizations is told so, and filled in with none', async () => {
    onlyCards(product(), { eventIds: ['41232'], organizationId: GLOBEX }, {});
    await open('41231 41232');
    expect(shown(product())).toMatchObject({ organization: undefined, configuration: undefined });
    expect(shown(product()).head).toContain('different organizations');
  });

  it.each([
    ['doo no longer has', one('gone')],
    ['was all of them', { kind: 'all' } as const],
  ])('is never filled in with a configuration that %s', async (_, configuration) => {
    onlyCards(product(), { configuration });
    await open('41231');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: undefined });
    expect(shown(product()).head).toContain('Pick the system');
  });

  it.each([
    ['an event that no request had', '777', {}],
    ['an organization that the line names', '41231 org:globex', {}],
    ['an organization that the line names and nobody finds', '41231 org:nobody', {}],
    ['organizations that the line names twice', '41231 org:acme org:globex', {}],
    [
      'the ID of a configuration that the line names',
      '41231 config:3b9b455c-1234-4aaa-8bbb-123456789abc',
      {},
    ],
    ['no event', '', {}],
    ['a resource without events', 'contacts', {}],
    ['an organization that is no longer set up', '41231', { organizationId: '9999' }],
    ['a request that was rejected', '41231', { state: rejected }],
  ])('stays as it is for %s', async (_, line, card) => {
    onlyCards(product(), card);
    const updates = callsOf('views.update');
    await open(line);
    expect(callsOf('views.update')).toBe(updates);
    expect(formOf(product())?.view.callback_id).toBe('request_form');
  });

  it.each(['config:"CRM staging"', 'config:crm  STAGING', 'konfiguration:staging'])(
    'looks up the configuration that the line names in the organization that they had last: %s',
    async (named) => {
      const staging = configurationId(product(), ACME, 'CRM staging');
      onlyCards(product(), { configuration: one(crm) });
      await open(`41231 ${named}`);
      expect(shown(product())).toMatchObject({ organization: ACME, configuration: staging });
      expect(formHead(product(), noor)).not.toContain('Pick the system');
      expect(shown(product()).head).toMatch(
        /41231 was last requested for \*Acme Conferences\* \(<!date/,
      );
      expect(shown(product()).head).not.toContain('Pick the system');
    },
  );

  it('asks for the configuration once more when other events are typed than those of the line', async () => {
    onlyCards(
      product(),
      { eventIds: ['41232'], organizationId: GLOBEX },
      { configuration: one(crm) },
    );
    await open('41231 config:staging');
    await type(product(), '41232,');
    expect(shown(product())).toMatchObject({ organization: GLOBEX, configuration: undefined });
    expect(shown(product()).head).toContain('Pick the system');
  });

  it('leaves open a configuration that the line names and that may be several', async () => {
    onlyCards(product(), { configuration: one(crm) });
    await open('41231 config:CRM');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: undefined });
    expect(formHead(product(), noor)).toContain('Pick the system: "CRM".');
  });

  it('leaves open a configuration that the line names and the form cannot find', async () => {
    onlyCards(product(), { configuration: one(crm) });
    await open('41231 config:shop');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: undefined });
    expect(formHead(product(), noor)).toContain('Pick the system: "shop".');
    await type(product(), '41231,');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: undefined });
  });

  it('stays as it is for an organization that nobody found, also when events are typed into it', async () => {
    onlyCards(product(), { configuration: one(crm) });
    await open('org:nobody');
    await type(product(), '41231');
    expect(shown(product())).toMatchObject({ organization: undefined, configuration: undefined });
  });

  it.each([
    ['is refused', { error: 'not_in_channel' }],
    ['fails', 'http_500'],
    ['is rate limited', { error: 'ratelimited', retryAfterSeconds: 30 }],
    ['hangs', 'hang'],
  ] as const)('stays as it is, without a word, where the history %s', async (_, fault) => {
    onlyCards(product(), { configuration: one(crm) });
    product().slack.faults.add({ method: 'conversations.history', fault });
    const told = product().slack.client.directMessages(noor).length;
    expect(await commandAnswer(product(), noor, '41231')).toBe('');
    expect(shown(product())).toMatchObject({ organization: undefined, head: '""' });
    expect(product().slack.client.directMessages(noor)).toHaveLength(told);
  });

  it('is filled in without a link where Slack gives none', async () => {
    onlyCards(product(), { configuration: one(crm) });
    product().slack.faults.add({ method: 'chat.getPermalink', fault: 'http_500' });
    await open('41231');
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: crm });
    expect(shown(product()).head).toContain(', 000000)');
  });

  it('stays as the person left it, where it changed while the ledger was read', async () => {
    onlyCards(product(), { configuration: one(crm) });
    product().slack.faults.add({ method: 'views.update', fault: { error: 'hash_conflict' } });
    const updates = callsOf('views.update');
    await open('41231');
    expect(shown(product())).toMatchObject({ organization: undefined, configuration: undefined });
    expect(callsOf('views.update')).toBe(updates + 1);
  });

  it('reads no more than three pages of the channel', async () => {
    onlyCards(product(), ...Array.from({ length: 320 }, () => ({ eventIds: ['7'] })));
    const before = callsOf('conversations.history');
    await open('41231');
    expect(callsOf('conversations.history')).toBe(before + 3);
  });

  it('is not opened, and nothing is read, for a person who may not ask', async () => {
    onlyCards(product(), { configuration: one(crm) });
    const before = callsOf('conversations.history');
    product().clock.advance(ANSWERS_KEPT_MS);
    await commandAnswer(product(), people.guest, '41231');
    expect(product().slack.client.openView(people.guest)).toBeUndefined();
    expect(callsOf('conversations.history')).toBe(before);
  });
});

describe('without a request of these events, the form offers what the person asked for last', () => {
  const offer = async (card: Parameters<typeof onlyCards>[1] = {}) => {
    onlyCards(
      product(),
      { requesterId: noor, eventIds: ['555'], configuration: one(crm), ...card },
      { requesterId: people.requester, organizationId: GLOBEX, eventIds: ['556'] },
    );
    await open('41231');
  };
  const press = async () => {
    const { viewId, ref } = fieldOf(product(), 'use_last');
    await product().slack.client.press(noor, viewId, ref);
  };

  it('with a button, and fills nothing in', async () => {
    await offer();
    expect(shown(product())).toMatchObject({ organization: undefined, configuration: undefined });
    expect(shown(product()).head).toContain('You last asked for *Acme Conferences*');
    expect(fieldOf(product(), 'use_last').ref.blockId).toBe('memory');
  });

  it('which fills it in and is gone then', async () => {
    await offer();
    await press();
    expect(shown(product())).toEqual({ organization: ACME, configuration: crm, head: '""' });
    expect(formValues(product(), noor)).toMatchObject({ event_ids: '41231' });
  });

  it('without a configuration that doo no longer has', async () => {
    await offer({ configuration: one('gone') });
    await press();
    expect(shown(product())).toMatchObject({ organization: ACME, configuration: undefined });
  });

  it('and not to somebody who may no longer ask', async () => {
    await offer();
    product().clock.advance(ANSWERS_KEPT_MS);
    const user = product().slack.workspace.user(noor);
    if (user === undefined) throw new Error('nobody');
    user.is_restricted = true;
    await press();
    user.is_restricted = false;
    product().clock.advance(ANSWERS_KEPT_MS);
    expect(shown(product()).organization).toBeUndefined();
    expect(product().slack.client.directMessages(noor).at(-1)?.text).toContain(
      'Nothing was filled in.',
    );
  });
});
