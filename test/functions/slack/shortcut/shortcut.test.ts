import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { issueTrigger } from '@doo-repush/sandbox/slack/workspace/triggers';
import { afterEach, describe, expect, it } from 'vitest';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { changedInteraction, signedHeaders } from '../../../support/raw-delivery.ts';
import { toldBy } from '../../../support/requests.ts';

const product = productForFile();
const channelId = people.general;

afterEach(() => expect(failedDeliveries(product())).toEqual([]));

const say = (text: string) => product().slack.client.say(people.approver, channelId, text);
const onMessage = (userId: string, ts: string) =>
  product().slack.client.shortcut(userId, 'repush_message', { channelId, ts });

function formOf(userId: string) {
  const view = product().slack.client.openView(userId)?.view;
  const value = (actionId: string) => {
    const element = view && findElement(view.blocks, actionId)?.element;
    return element?.initial_value;
  };
  return {
    callbackId: view?.callback_id,
    eventIds: value('event_ids'),
    ticket: value('ticket'),
  };
}

describe('the message shortcut', () => {
  it('fills in the form from the message, with its permalink as the ticket', async () => {
    const { ts } = say('Acme misses webhooks of events 41231 and 41232');
    const told = await toldBy(product(), people.requester, () => onMessage(people.requester, ts));
    expect(formOf(people.requester)).toEqual({
      callbackId: 'request_form',
      eventIds: '41231 41232',
      ticket: `https://sandbox.slack.com/archives/${channelId}/p${ts.replace('.', '')}`,
    });
    expect(told).toContain('filled in from the message: check it');
  });

  it.each<[string, object]>([
    ['its blocks where it has no text', { text: '', blocks: [section('event 41231')] }],
    ['its attachments', { text: 'Alert', attachments: [{ fields: [{ value: 'event 41231' }] }] }],
    ['40,000 characters', { text: 'event 41231 '.repeat(3_333) }],
  ])('reads %s', async (_, given) => {
    const { ts } = say('-');
    const message = { type: 'message', ts, ...given };
    expect(await changed(ts, { message, trigger_id: await freshTrigger() })).toBe(200);
    expect(formOf(people.requester).eventIds).toBe('41231');
  });

  it.each<[number, string, object]>([
    [400, 'no message', { message: null }],
    [400, 'no channel', { channel: null }],
    [400, 'no name', { callback_id: null }],
    [200, 'a message of nothing', { message: {} }],
    [200, 'wrong parts', { message: { ts: 7, text: {}, blocks: 'x', attachments: 4 } }],
    [200, 'no address for an answer', { response_url: undefined }],
    [200, 'a hostile name of the workspace', { team: { id: people.team, domain: 'a/../b?' } }],
    [200, 'deep blocks', { message: { ts: '1700000000.000100', text: '', blocks: deep(200) } }],
    [403, 'another workspace', { team: { id: people.otherTeam, domain: 'partner' } }],
    [403, 'no workspace', { team: null }],
  ])('is answered with %i if it has %s', async (status, _, changes) => {
    expect(await changed(say('41231').ts, changes)).toBe(status);
  });

  it('counts a time ago from the message, so that it is a time like any other', async () => {
    const { ts } = say('event 41231 since:2h');
    await onMessage(people.requester, ts);
    const view = product().slack.client.openView(people.requester)?.view;
    const { w } = JSON.parse(view?.private_metadata ?? '{}');
    expect(w).toMatchObject({ k: 'since', a: expect.stringMatching(/^\d{4}-/) });
    expect(w).not.toHaveProperty('g');
  });

  it('opens nothing for a person who may not request', async () => {
    const { ts } = say('41231');
    const told = await toldBy(product(), people.guest, () => onMessage(people.guest, ts));
    expect(told).toContain('is a guest of this workspace');
    expect(formOf(people.guest).callbackId).toBeUndefined();
  });
});

describe('the global shortcut', () => {
  it('opens an empty form', async () => {
    await product().slack.client.shortcut(people.secondRequester, 'repush');
    expect(formOf(people.secondRequester)).toEqual({
      callbackId: 'request_form',
      eventIds: undefined,
      ticket: undefined,
    });
  });

  it('directly tells a person who may not request', async () => {
    const before = product().slack.client.directMessages(people.guest).length;
    await product().slack.client.shortcut(people.guest, 'repush');
    const [message] = product().slack.client.directMessages(people.guest).slice(before);
    expect(message?.text).toContain('is a guest of this workspace');
  });

  it('answers a shortcut of another version', async () => {
    const delivery = await product().slack.client.shortcut(people.approver, 'repush');
    const body = changedInteraction(delivery.body, (payload) => ({
      ...payload,
      callback_id: 'repush_v0',
    }));
    const { text } = await product().slack.client.redeliver({ ...delivery, body });
    expect(text).toBeDefined();
    expect(product().slack.client.directMessages(people.approver).at(-1)?.text).toContain(
      'out of date',
    );
  });
});

/** Delivers the message shortcut with some parts changed. @returns the HTTP status */
async function changed(ts: string, changes: object): Promise<number> {
  const { client } = product().slack;
  const delivery = await onMessage(people.requester, ts);
  const body = changedInteraction(delivery.body, (payload) => ({ ...payload, ...changes }));
  const signed = signedHeaders(body, { nowMs: product().clock.now() });
  return (await client.deliver(body, signed)).status;
}

/** An unused trigger: the previous shortcut has used its own. */
async function freshTrigger(): Promise<string> {
  const { workspace } = product().slack;
  workspace.state.modals[people.requester] = [];
  return issueTrigger(workspace, people.requester, null);
}

function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

function deep(levels: number): object {
  return levels === 0 ? { text: '41231' } : { elements: [deep(levels - 1)] };
}
