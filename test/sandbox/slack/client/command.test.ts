import { createHmac } from 'node:crypto';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RecordingApp, startRecordingApp } from '../../../support/recording-app.ts';
import {
  manifest,
  type StartedSlack,
  signingSecret,
  startMs,
  startSlack,
} from '../../../support/started-slack.ts';

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

const { requester, approvals } = people;
const run = (text = 'orders 41231', command = '/doo-repush') =>
  started.slack.client.command(requester, command, text, approvals);
const shown = () => started.slack.client.ephemerals(requester);

describe('a slash command', () => {
  it('is signed with the secret and the time of the clock', async () => {
    started.clock.advance(5000);
    await run();
    const [request] = app.requests;
    const timestamp = String((startMs + 5000) / 1000);
    const signed = `v0:${timestamp}:${request?.body}`;
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${createHmac('sha256', signingSecret).update(signed).digest('hex')}`,
    });
  });

  it('carries who, where and what, and a trigger that opens a form', async () => {
    await run('orders 41231 ümlaut & more');
    const fields = Object.fromEntries(new URLSearchParams(app.requests[0]?.body));
    expect(fields).toMatchObject({
      team_id: people.team,
      channel_id: approvals,
      channel_name: 'doo-repush',
      user_id: requester,
      user_name: 'rene',
      command: '/doo-repush',
      text: 'orders 41231 ümlaut & more',
      api_app_id: people.app,
      is_enterprise_install: 'false',
    });
    expect(fields.response_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/response\//);
    const view = {
      type: 'modal' as const,
      title: { type: 'plain_text' as const, text: 'Form' },
      blocks: [],
    };
    await started.api.views.open({ trigger_id: fields.trigger_id ?? '', view });
    expect(started.slack.client.openView(requester)?.view.title).toMatchObject({ text: 'Form' });
  });

  it('carries names as they were typed to an app that asks for no ids', async () => {
    const commands = [{ command: '/doo-repush', should_escape: false }];
    const { slack } = await startSlack({
      requestUrl: app.url,
      manifest: { ...manifest, features: { ...manifest.features, slash_commands: commands } },
    });
    await slack.client.command(requester, '/doo-repush', 'history @ada https://doo.net', approvals);
    const text = new URLSearchParams(app.requests[0]?.body).get('text');
    expect(text).toBe('history @ada https://doo.net');
    await slack.stop();
  });

  it('shows a text or JSON answer to the person alone, and an in_channel one to all', async () => {
    app.answer({ body: 'plain words' });
    await run();
    app.answer({ body: { text: 'for you' } });
    await run();
    app.answer({ body: { response_type: 'in_channel', text: 'for all' } });
    await run();
    app.answer({});
    await run();
    expect(shown().map((it) => [it.from, it.text])).toEqual([
      ['app', 'plain words'],
      ['app', 'for you'],
    ]);
    expect(started.slack.client.messages(approvals)).toMatchObject([{ text: 'for all' }]);
  });

  it('answered late shows operation_timeout, and the late answer is not used', async () => {
    const { slack } = await startSlack({ requestUrl: app.url, deadlineMs: 40 });
    let finish: () => void = () => undefined;
    const after = new Promise<void>((resolve) => {
      finish = resolve;
    });
    app.answer({ body: 'too late', after });
    const delivery = await slack.client.command(requester, '/doo-repush', '', approvals);
    expect(delivery).toMatchObject({ late: true, status: null, error: 'operation_timeout' });
    const seen = slack.client.ephemerals(requester);
    expect(seen).toMatchObject([
      { from: 'slackbot', text: '/doo-repush failed with the error "operation_timeout"' },
    ]);
    finish();
    await expect.poll(() => delivery?.status, { interval: 2 }).toBe(200);
    expect(delivery?.late).toBe(true);
    expect(delivery?.durationMs).toBeGreaterThanOrEqual(35);
    expect(slack.client.ephemerals(requester)).toEqual(seen);
    await slack.stop();
  });

  it('answered with another status shows dispatch_failed', async () => {
    app.answer({ status: 500, body: 'oops' });
    expect(await run()).toMatchObject({ late: false, status: 500, error: 'http_500' });
    expect(shown()[0]?.text).toBe('/doo-repush failed with the error "dispatch_failed"');
  });

  it('answered with blocks that Slack refuses shows invalid_command_response', async () => {
    app.answer({ body: { blocks: [{ type: 'sektion' }] } });
    await run();
    expect(shown()[0]?.text).toContain('invalid_command_response');
  });

  it('reaches nobody when the app is down, and says so', async () => {
    await app.stop();
    expect((await run())?.status).toBeNull();
    expect(shown()[0]?.text).toContain('dispatch_failed');
  });

  it('that the manifest does not declare is refused by Slack itself', async () => {
    expect(await run('', '/unknown')).toBeUndefined();
    expect(shown()[0]?.text).toBe('/unknown is not a valid command.');
    expect(app.requests).toEqual([]);
  });

  it('cannot be sent by the deactivated or from a channel the person is not in', async () => {
    const { client } = started.slack;
    await expect(client.command(people.deactivated, '/doo-repush', '', approvals)).rejects.toThrow(
      'cannot use Slack',
    );
    await expect(client.command(requester, '/doo-repush', '', people.board)).rejects.toMatchObject({
      code: 'not_a_member',
    });
  });
});

describe('a hostile delivery', () => {
  it('reaches the app exactly as given and leaves no trace in Slack', async () => {
    app.answer({ status: 401, body: 'no' });
    const answer = await started.slack.client.deliver('payload={', {
      'x-slack-signature': 'v0=00',
    });
    expect(answer).toEqual({ status: 401, body: 'no' });
    expect(app.requests).toMatchObject([
      { body: 'payload={', headers: { 'x-slack-signature': 'v0=00' } },
    ]);
    expect(app.requests[0]?.headers).not.toHaveProperty('x-slack-request-timestamp');
    expect(started.slack.deliveries).toEqual([]);
  });
});
