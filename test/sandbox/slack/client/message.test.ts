import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { KnownBlock } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { payloadOf, type RecordingApp, startRecordingApp } from '../../../support/recording-app.ts';
import { modal, plain } from '../../../support/slack-views.ts';
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

const { approver, approvals: channelId, outsider } = people;
const buttons: KnownBlock = {
  type: 'actions',
  block_id: 'decide',
  elements: [
    { type: 'button', action_id: 'approve', text: plain('Approve'), value: 'v1', style: 'primary' },
  ],
};
const metadata = { event_type: 'request', event_payload: { state: 'waiting' } };

async function postCard(): Promise<{ channelId: string; ts: string }> {
  const card = { channel: channelId, text: 'card', blocks: [buttons], metadata };
  const { ts = '' } = await started.api.chat.postMessage(card);
  return { channelId, ts };
}

async function respond(answer: object): Promise<{ status: number; body: string }> {
  const url = String(payloadOf(app.requests[0]).response_url);
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(answer) });
  return { status: response.status, body: await response.text() };
}

const card = () => started.slack.client.messages(channelId)[0];

describe('a click on a button of a message', () => {
  it('carries the message with its metadata, the channel, the person and a trigger', async () => {
    const at = await postCard();
    await started.slack.client.click(outsider, at, 'approve');
    const payload = payloadOf(app.requests[0]);
    expect(payload).toMatchObject({
      type: 'block_actions',
      api_app_id: people.app,
      team: { id: people.team, domain: 'sandbox' },
      user: { id: outsider, username: 'otto', name: 'otto', team_id: people.otherTeam },
      container: { type: 'message', message_ts: at.ts, channel_id: channelId, is_ephemeral: false },
      channel: { id: channelId, name: 'doo-repush' },
      message: { ts: at.ts, metadata, bot_id: people.bot },
      actions: [
        {
          type: 'button',
          action_id: 'approve',
          block_id: 'decide',
          value: 'v1',
          text: plain('Approve'),
        },
      ],
    });
    const opened = started.api.views.open({
      trigger_id: String(payload.trigger_id),
      view: modal([]),
    });
    await expect(opened).resolves.toMatchObject({ ok: true });
  });

  it('needs a button, unless the person still sees an older state of the message', async () => {
    const at = await postCard();
    const seen = card();
    await started.api.chat.update({ channel: channelId, ts: at.ts, text: 'closed', blocks: [] });
    const { client } = started.slack;
    await expect(client.click(approver, at, 'approve')).rejects.toMatchObject({
      code: 'not_there',
    });
    if (seen === undefined) throw new Error('no card');
    await client.click(approver, at, 'approve', { seen });
    expect(payloadOf(app.requests[0])).toMatchObject({ actions: [{ value: 'v1' }] });
  });

  it('answered with a failure leaves a notice for the person who clicked', async () => {
    const at = await postCard();
    app.answer({ status: 500 });
    await started.slack.client.click(approver, at, 'approve');
    expect(started.slack.client.notices(approver)).toMatchObject([
      { text: 'dispatch_failed', messageTs: at.ts },
    ]);
    expect(started.slack.client.notices(outsider)).toEqual([]);
  });

  it('on a message for one person reaches the app without the message', async () => {
    const ephemeral = { channel: channelId, user: approver, text: 'psst', blocks: [buttons] };
    const { message_ts: ts = '' } = await started.api.chat.postEphemeral(ephemeral);
    const at = { channelId, ts };
    const { client } = started.slack;
    await expect(client.click(outsider, at, 'approve')).rejects.toMatchObject({
      code: 'not_there',
    });
    await client.click(approver, at, 'approve');
    expect(payloadOf(app.requests[0])).toMatchObject({ container: { is_ephemeral: true } });
    expect(payloadOf(app.requests[0])).not.toHaveProperty('message');
    expect((await respond({ delete_original: true })).status).toBe(200);
    expect(client.ephemerals(approver)).toEqual([]);
  });
});

describe('a response_url', () => {
  beforeEach(async () => {
    await started.slack.client.click(approver, await postCard(), 'approve');
  });

  it('answers the person alone unless told otherwise', async () => {
    await respond({ text: 'noted' });
    await respond({ response_type: 'in_channel', text: 'told' });
    expect(started.slack.client.ephemerals(approver)).toMatchObject([{ text: 'noted' }]);
    expect(started.slack.client.messages(channelId).map((it) => it.text)).toEqual(['card', 'told']);
  });

  it('replaces or deletes the message it came from', async () => {
    await respond({ replace_original: true, text: 'closed' });
    expect(card()).toMatchObject({ text: 'closed', metadata });
    expect(card()).not.toHaveProperty('blocks');
    await respond({ delete_original: true });
    expect(card()).toBeUndefined();
  });

  it('works five times', async () => {
    for (const time of [1, 2, 3, 4, 5]) {
      expect((await respond({ text: `${time}` })).status).toBe(200);
    }
    const sixth = await respond({ text: '6' });
    expect(sixth.status).toBe(404);
    expect(JSON.parse(sixth.body)).toEqual({ ok: false, error: 'used_url' });
    expect(started.slack.client.ephemerals(approver)).toHaveLength(5);
  });

  it('works for 30 minutes', async () => {
    started.clock.advance(30 * 60_000);
    expect((await respond({ text: 'in time' })).status).toBe(200);
    started.clock.advance(1);
    const late = await respond({ text: 'late' });
    expect(JSON.parse(late.body)).toEqual({ ok: false, error: 'expired_url' });
  });

  it('refuses what a message may not hold', async () => {
    const refused = await respond({ blocks: [{ type: 'sektion' }] });
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.body)).toMatchObject({ error: 'invalid_blocks' });
    expect((await respond({})).body).toContain('no_text');
  });
});

describe('the Home tab', () => {
  it('asks the app by an event and shows what it publishes', async () => {
    const { client } = started.slack;
    const delivery = await client.openHome(approver);
    expect(JSON.parse(delivery?.body ?? '')).toMatchObject({
      type: 'event_callback',
      event: { type: 'app_home_opened', user: approver, tab: 'home' },
    });
    expect(app.requests[0]?.headers['content-type']).toBe('application/json');
    await started.api.views.publish({
      user_id: approver,
      view: { type: 'home', blocks: [buttons] },
    });
    const home = client.home(approver)?.view;
    expect(home?.type).toBe('home');
    await client.press(approver, home?.id ?? '', { blockId: 'decide', actionId: 'approve' });
    expect(payloadOf(app.requests[1])).toMatchObject({
      view: { type: 'home', id: home?.id },
      actions: [{ action_id: 'approve', value: 'v1' }],
    });
  });
});
