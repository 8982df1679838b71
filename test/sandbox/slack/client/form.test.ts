import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { issueTrigger } from '@doo-repush/sandbox/slack/workspace/triggers';
import type { KnownBlock, ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { payloadOf, type RecordingApp, startRecordingApp } from '../../../support/recording-app.ts';
import { modal, plain, textInput } from '../../../support/slack-views.ts';
import { type StartedSlack, startSlack } from '../../../support/started-slack.ts';

let app: RecordingApp;
let started: StartedSlack;
beforeEach(async () => {
  app = await startRecordingApp();
  started = await startSlack({ requestUrl: app.url });
});
afterEach(async () => {
  await started.slack.stop();
  await app.stop();
});

const { requester } = people;
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const organization = { blockId: 'organization', actionId: 'pick' };
const reason = { blockId: 'reason', actionId: 'text' };

const organizationMenu: KnownBlock = {
  type: 'section',
  block_id: 'organization',
  text: plain('Organization'),
  accessory: { type: 'external_select', action_id: 'pick', min_query_length: 2 },
};
const rateField: KnownBlock = {
  type: 'input',
  block_id: 'rate',
  optional: true,
  label: plain('Rate'),
  element: {
    type: 'number_input',
    action_id: 'number',
    is_decimal_allowed: false,
    min_value: '1',
    max_value: '100',
  },
};
const kindMenu: KnownBlock = {
  type: 'input',
  block_id: 'kind',
  dispatch_action: true,
  label: plain('Kind'),
  element: {
    type: 'static_select',
    action_id: 'pick',
    options: [option('orders'), option('events')],
    initial_option: option('orders'),
  },
};

async function openForm(blocks: KnownBlock[], more: Partial<ModalView> = {}): Promise<string> {
  const trigger = issueTrigger(started.slack.workspace, requester, null);
  const opened = await started.api.views.open({ trigger_id: trigger, view: modal(blocks, more) });
  return opened.view?.id ?? '';
}

const inHand = () => started.slack.client.openView(requester);
const lastPayload = () => payloadOf(app.requests.at(-1));

describe('an option look-up', () => {
  it('asks the app with the view but without what the fields hold', async () => {
    const viewId = await openForm([organizationMenu, textInput('reason')], {
      private_metadata: 'kept',
    });
    await started.slack.client.fill(requester, viewId, reason, 'because');
    app.answer({ body: { options: [option('acme')] } });
    const found = await started.slack.client.suggest(requester, viewId, organization, 'ac');
    expect(found.options).toEqual([option('acme')]);
    expect(lastPayload()).toMatchObject({
      type: 'block_suggestion',
      action_id: 'pick',
      block_id: 'organization',
      value: 'ac',
      user: { id: requester, team_id: people.team },
      view: { id: viewId, private_metadata: 'kept' },
    });
    expect(lastPayload()).toHaveProperty('view.state', { values: {} });
  });

  it('does not ask below the shortest query, and drops answers that Slack refuses', async () => {
    const viewId = await openForm([organizationMenu]);
    const { client } = started.slack;
    expect(await client.suggest(requester, viewId, organization, 'a')).toEqual({
      options: [],
      delivery: undefined,
    });
    app.answer({ body: { options: Array.from({ length: 101 }, (_, at) => option(`o${at}`)) } });
    const tooMany = await client.suggest(requester, viewId, organization, 'ac');
    expect(tooMany.options).toEqual([]);
    expect(tooMany.delivery?.error).toContain('no more than 100 items allowed');
  });
});

describe('an element', () => {
  it('of a section sends the choice, which must have been offered', async () => {
    const viewId = await openForm([organizationMenu]);
    const { client } = started.slack;
    await expect(client.choose(requester, viewId, organization, 'acme')).rejects.toMatchObject({
      code: 'not_offered',
    });
    app.answer({ body: { options: [option('acme')] } });
    await client.suggest(requester, viewId, organization, 'ac');
    app.answer({});
    await client.choose(requester, viewId, organization, 'acme');
    expect(lastPayload()).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: viewId },
      actions: [
        { type: 'external_select', block_id: 'organization', selected_option: option('acme') },
      ],
      view: {
        state: { values: { organization: { pick: { selected_option: option('acme') } } } },
      },
    });
  });

  it('of an input sends nothing unless the input dispatches', async () => {
    const viewId = await openForm([kindMenu, textInput('reason')]);
    const { client } = started.slack;
    expect(await client.fill(requester, viewId, reason, 'because')).toBeUndefined();
    expect(
      (await client.choose(requester, viewId, { blockId: 'kind', actionId: 'pick' }, 'events'))
        ?.kind,
    ).toBe('block_actions');
    expect(app.requests).toHaveLength(1);
  });

  it('answered late or with a failure leaves a problem on the view', async () => {
    const viewId = await openForm([kindMenu]);
    app.answer({ status: 500 });
    const kind = { blockId: 'kind', actionId: 'pick' };
    await started.slack.client.choose(requester, viewId, kind, 'events');
    expect(inHand()?.problem).toContain('trouble connecting');
    app.answer({});
    await started.slack.client.choose(requester, viewId, kind, 'orders');
    expect(inHand()?.problem).toBeNull();
  });
});

describe('an update of a view', () => {
  it('keeps what was entered under the same block_id and action_id and drops the rest', async () => {
    const viewId = await openForm([textInput('reason'), textInput('ticket'), kindMenu]);
    const { client } = started.slack;
    await client.fill(requester, viewId, reason, 'because');
    await client.fill(requester, viewId, { blockId: 'ticket', actionId: 'text' }, 'T-1');
    await client.choose(requester, viewId, { blockId: 'kind', actionId: 'pick' }, 'events');
    const blocks = [textInput('reason'), textInput('ticket-2'), kindMenu];
    await started.api.views.update({ view_id: viewId, view: modal(blocks) });
    expect(inHand()?.values).toMatchObject({
      reason: { text: { value: 'because' } },
      'ticket-2': { text: { value: null } },
      kind: { pick: { selected_option: option('events') } },
    });
    expect(inHand()?.values).not.toHaveProperty('ticket');
    expect(inHand()?.view.id).toBe(viewId);
  });
});

describe('a submission', () => {
  it('is not sent while a required field is empty or a number does not fit', async () => {
    const viewId = await openForm([textInput('reason'), rateField]);
    const { client } = started.slack;
    await client.fill(requester, viewId, { blockId: 'rate', actionId: 'number' }, '101');
    const result = await client.submit(requester, viewId);
    expect(result).toMatchObject({
      outcome: 'incomplete',
      errors: {
        reason: 'Please complete this required field.',
        rate: 'Please enter 100 or less.',
      },
    });
    expect(app.requests).toEqual([]);
  });

  it('carries every value, and an empty answer closes the form', async () => {
    const viewId = await openForm([textInput('reason'), rateField, kindMenu], {
      private_metadata: 'kept',
    });
    await started.slack.client.fill(requester, viewId, reason, 'because');
    const result = await started.slack.client.submit(requester, viewId);
    expect(result.outcome).toBe('closed');
    expect(lastPayload()).toMatchObject({
      type: 'view_submission',
      team: { id: people.team, domain: 'sandbox' },
      user: { id: requester, username: 'rene', team_id: people.team },
      api_app_id: people.app,
      response_urls: [],
      view: {
        id: viewId,
        callback_id: 'form',
        private_metadata: 'kept',
        state: {
          values: {
            reason: { text: { type: 'plain_text_input', value: 'because' } },
            rate: { number: { type: 'number_input', value: null } },
            kind: { pick: { type: 'static_select', selected_option: option('orders') } },
          },
        },
      },
    });
    expect(inHand()).toBeUndefined();
  });

  it('answered with errors shows them at their fields and keeps what was typed', async () => {
    const viewId = await openForm([textInput('reason')]);
    const { client } = started.slack;
    await client.fill(requester, viewId, reason, 'because');
    app.answer({ body: { response_action: 'errors', errors: { reason: 'Too short' } } });
    expect((await client.submit(requester, viewId)).outcome).toBe('errors');
    expect(inHand()).toMatchObject({
      errors: { reason: 'Too short' },
      values: { reason: { text: { value: 'because' } } },
    });
  });

  it('answered with update, push and clear changes the modal', async () => {
    const viewId = await openForm([], { title: plain('One') });
    const { client } = started.slack;
    const titled = (title: string) => modal([], { title: plain(title) });
    app.answer({ body: { response_action: 'update', view: titled('Two') } });
    expect((await client.submit(requester, viewId)).outcome).toBe('updated');
    expect(inHand()?.view).toMatchObject({ id: viewId, title: { text: 'Two' } });

    app.answer({ body: { response_action: 'push', view: titled('Three') } });
    expect((await client.submit(requester, viewId)).outcome).toBe('pushed');
    const pushed = inHand()?.view;
    expect(pushed).toMatchObject({ title: { text: 'Three' }, root_view_id: viewId });

    app.answer({});
    await client.submit(requester, pushed?.id ?? '');
    expect(inHand()?.view.id).toBe(viewId);

    app.answer({ body: { response_action: 'clear' } });
    expect((await client.submit(requester, viewId)).outcome).toBe('cleared');
    expect(inHand()).toBeUndefined();
  });

  it.each<[string, { status?: number; body?: string | object }]>([
    ['another status', { status: 502, body: '<html>' }],
    ['no JSON', { body: 'thanks' }],
    [
      'errors for an unknown block',
      { body: { response_action: 'errors', errors: { other: 'a' } } },
    ],
    ['a view that Slack refuses', { body: { response_action: 'update', view: { type: 'modal' } } }],
  ])('answered with %s fails before the eyes of the person', async (_title, reply) => {
    const viewId = await openForm([textInput('reason', { optional: true })]);
    app.answer(reply);
    const result = await started.slack.client.submit(requester, viewId);
    expect(result.outcome).toBe('failed');
    expect(result.deliveries[0]?.error).toEqual(expect.any(String));
    expect(inHand()?.problem).toContain('trouble connecting');
  });

  it('answered late fails, is recorded, and a later answer does not close the form', async () => {
    const { slack, api } = await startSlack({ requestUrl: app.url, deadlineMs: 40 });
    const trigger = issueTrigger(slack.workspace, requester, null);
    const opened = await api.views.open({ trigger_id: trigger, view: modal([]) });
    const viewId = opened.view?.id ?? '';
    let finish: () => void = () => undefined;
    const after = new Promise<void>((resolve) => {
      finish = resolve;
    });
    app.answer({ after });
    const submitted = slack.client.submit(requester, viewId);
    expect((await submitted).outcome).toBe('failed');
    finish();
    const [delivery] = slack.deliveries;
    await expect.poll(() => delivery?.status, { interval: 2 }).toBe(200);
    expect(delivery).toMatchObject({ kind: 'view_submission', late: true });
    expect(slack.client.openView(requester)?.view.id).toBe(viewId);
    await slack.stop();
  });

  it('can be delivered twice, together or afterwards, with the same view id', async () => {
    const viewId = await openForm([]);
    const { client } = started.slack;
    const { deliveries } = await client.submit(requester, viewId, { times: 2 });
    expect(deliveries).toHaveLength(2);
    const [first] = deliveries;
    if (first === undefined) throw new Error('nothing was delivered');
    started.clock.advance(60_000);
    await client.redeliver(first);
    const bodies = app.requests.map((request) => request.body);
    expect(new Set(bodies).size).toBe(1);
    expect(lastPayload()).toMatchObject({ view: { id: viewId } });
    const [sentFirst, , sentLast] = app.requests.map((it) => it.headers['x-slack-signature']);
    expect(sentLast).not.toBe(sentFirst);
  });
});

describe('closing a view', () => {
  it('tells the app only where the view asks for it', async () => {
    const quiet = await openForm([]);
    expect(await started.slack.client.close(requester, quiet)).toBeUndefined();
    const loud = await openForm([], { notify_on_close: true });
    await started.slack.client.close(requester, loud);
    expect(app.requests).toHaveLength(1);
    expect(lastPayload()).toMatchObject({ type: 'view_closed', is_cleared: false });
    expect(inHand()).toBeUndefined();
  });
});
