import { isShownOnPhone } from '@doo-repush/sandbox/slack/client/phone';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect } from 'vitest';
import { payloadOf } from '../../../support/recording-app.ts';
import { modal, plain, textInput } from '../../../support/slack-views.ts';
import { promised, type Topic } from '../promise.ts';
import { channel, refuses, type SlackPeer, trigger } from './slack-peer.ts';

const VIEWS = 'Slack docs: views.open, views.push, views.update';

/** Modals. */
export const forms: Topic<SlackPeer> = {
  topic: 'Forms',
  promises: [
    promised(
      'A trigger is good for 3 seconds: `expired_trigger_id`',
      VIEWS,
      refuses('expired_trigger_id', (peer) => {
        const trigger_id = trigger(peer);
        peer.clock.advance(3001);
        return peer.api.views.open({ trigger_id, view: modal([]) });
      }),
    ),
    promised(
      'A trigger is good for one view: `exchanged_trigger_id`',
      VIEWS,
      refuses('exchanged_trigger_id', async (peer) => {
        const trigger_id = trigger(peer);
        await peer.api.views.open({ trigger_id, view: modal([]) });
        await peer.api.views.open({ trigger_id, view: modal([]) });
      }),
    ),
    promised(
      'A made-up trigger is `invalid_trigger_id`',
      VIEWS,
      refuses('invalid_trigger_id', ({ api }) =>
        api.views.open({ trigger_id: '1.2.a', view: modal([]) }),
      ),
    ),
    promised(
      'A view above 250 KB is `view_too_large`',
      VIEWS,
      refuses('view_too_large', (peer) =>
        peer.api.views.open({
          trigger_id: trigger(peer),
          view: modal([], { private_metadata: 'x'.repeat(250_001) }),
        }),
      ),
    ),
    promised(
      'A fourth view of a modal is `push_limit_reached`',
      VIEWS,
      refuses('push_limit_reached', async ({ api, slack, app }) => {
        const button = {
          type: 'actions' as const,
          block_id: 'b',
          elements: [{ type: 'button' as const, action_id: 'more', text: plain('More') }],
        };
        const view = modal([button]);
        await slack.client.command(people.requester, '/doo-repush', '', channel);
        const form = new URLSearchParams(app.requests[0]?.body);
        await api.views.open({ trigger_id: form.get('trigger_id') ?? '', view });
        for (let count = 0; count < 3; count += 1) {
          const top = slack.client.openView(people.requester)?.view.id ?? '';
          await slack.client.press(people.requester, top, { blockId: 'b', actionId: 'more' });
          const trigger_id = String(payloadOf(app.requests.at(-1)).trigger_id);
          await api.views.push({ trigger_id, view });
        }
      }),
    ),
    promised(
      'An update under an old hash is `hash_conflict`',
      VIEWS,
      refuses('hash_conflict', async (peer) => {
        const view = modal([]);
        const opened = await peer.api.views.open({ trigger_id: trigger(peer), view });
        const { id: view_id = '', hash = '' } = opened.view ?? {};
        await peer.api.views.update({ view_id, hash, view });
        await peer.api.views.update({ view_id, hash, view });
      }),
    ),
    promised(
      'An update of a view that was closed is `not_found`',
      'Slack docs: views.update; bolt-js issue 1309; java-slack-sdk issue 1220',
      refuses('not_found', async (peer) => {
        const view = modal([]);
        const opened = await peer.api.views.open({ trigger_id: trigger(peer), view });
        const view_id = opened.view?.id ?? '';
        await peer.slack.client.close(people.requester, view_id);
        await peer.api.views.update({ view_id, view });
      }),
    ),
    promised('A field for a number is not shown on phones', 'bolt-python issue 903', () => {
      expect(isShownOnPhone({ type: 'input', element: { type: 'plain_text_input' } })).toBe(true);
      const element = { type: 'number_input', action_id: 'n', is_decimal_allowed: false };
      expect(isShownOnPhone({ type: 'input', block_id: 'b', element })).toBe(false);
    }),
    promised(
      'An external id is used once: `duplicate_external_id`',
      VIEWS,
      refuses('duplicate_external_id', async (peer) => {
        const view = modal([], { external_id: 'one' });
        for (const person of [people.requester, people.approver]) {
          await peer.api.views.open({ trigger_id: trigger(peer, person), view });
        }
      }),
    ),
    promised(
      'A view that is updated without an external id keeps the one that it has',
      'Documented nowhere; the worse of both for whoever finds views by it',
      async (peer) => {
        const named = modal([], { external_id: 'one' });
        const opened = await peer.api.views.open({ trigger_id: trigger(peer), view: named });
        await peer.api.views.update({ view_id: opened.view?.id ?? '', view: modal([]) });
        await peer.api.views.update({
          external_id: 'one',
          view: modal([], { external_id: 'two' }),
        });
        await expect(peer.api.views.update({ external_id: 'one', view: named })).rejects.toThrow(
          'not_found',
        );
      },
    ),
    promised(
      'Only input blocks take errors; an answer that names another block fails the submission',
      'Slack docs: Modals',
      async (peer) => {
        const view = modal([
          { type: 'divider', block_id: 'line' },
          textInput('a', { optional: true }),
        ]);
        const opened = await peer.api.views.open({ trigger_id: trigger(peer), view });
        const submit = () => peer.slack.client.submit(people.requester, opened.view?.id ?? '');
        peer.app.answer({ body: { response_action: 'errors', errors: { line: 'no' } } });
        expect((await submit()).outcome).toBe('failed');
        peer.app.answer({ body: { response_action: 'errors', errors: { a: 'no' } } });
        expect(await submit()).toMatchObject({ outcome: 'errors', errors: { a: 'no' } });
      },
    ),
    promised(
      'An option look-up does not carry what other fields hold',
      'bolt-js issues 1146 and 660',
      async (peer) => {
        const menu = {
          type: 'section' as const,
          block_id: 'm',
          text: plain('Pick'),
          accessory: { type: 'external_select' as const, action_id: 'x', min_query_length: 0 },
        };
        const { requester } = people;
        const view = modal([menu, textInput('a')]);
        const opened = await peer.api.views.open({ trigger_id: trigger(peer), view });
        const id = opened.view?.id ?? '';
        await peer.slack.client.fill(requester, id, { blockId: 'a', actionId: 'text' }, 'typed');
        await peer.slack.client.suggest(requester, id, { blockId: 'm', actionId: 'x' }, '');
        expect(payloadOf(peer.app.requests.at(-1))).toMatchObject({
          type: 'block_suggestion',
          view: { state: { values: {} } },
        });
      },
    ),
  ],
};
