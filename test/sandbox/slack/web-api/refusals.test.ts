import { addMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { issueTrigger } from '@doo-repush/sandbox/slack/workspace/triggers';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modal, plain, textInput } from '../../../support/slack-views.ts';
import {
  manifest,
  type StartedSlack,
  startSlack,
  webClient,
} from '../../../support/started-slack.ts';

let started: StartedSlack;
beforeAll(async () => {
  started = await startSlack();
});
afterAll(() => started.slack.stop());

async function refusalOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof WebAPIPlatformError)) throw new Error(`not refused: ${String(error)}`);
  return error.data;
}

function trigger(userId: string = people.requester): string {
  return issueTrigger(started.slack.workspace, userId, null);
}

const text = 'hello';
const unknownTs = '1600000000.000100';
const longText = (length: number) => 'x'.repeat(length);
const sections = (count: number, length: number) =>
  Array.from({ length: count }, () => ({ type: 'section', text: plain(longText(length)) }));

describe('the Web API refuses', () => {
  it.each<[string, string, (api: WebClient) => Promise<unknown>]>([
    ['a method it does not have', 'unknown_method', (api) => api.apiCall('chat.shout')],
    [
      'a message in an unknown channel',
      'channel_not_found',
      (api) => api.chat.postMessage({ channel: 'C0UNKNOWN0', text }),
    ],
    [
      'a message in a private channel without the bot',
      'channel_not_found',
      (api) => api.chat.postMessage({ channel: people.board, text }),
    ],
    [
      'a message in a channel without the bot',
      'not_in_channel',
      (api) => api.chat.postMessage({ channel: people.general, text }),
    ],
    [
      'a message to an outsider',
      'channel_not_found',
      (api) => api.chat.postMessage({ channel: people.outsider, text }),
    ],
    [
      'a message without content',
      'no_text',
      (api) => api.chat.postMessage({ channel: people.approvals, text: '' }),
    ],
    [
      'blocks that are not JSON',
      'invalid_blocks_format',
      (api) => api.apiCall('chat.postMessage', { channel: people.approvals, text, blocks: '[{' }),
    ],
    [
      'more text in blocks than is known to pass',
      'msg_blocks_too_long',
      (api) => api.chat.postMessage({ channel: people.approvals, text, blocks: sections(5, 2640) }),
    ],
    [
      'metadata without a payload',
      'invalid_metadata_format',
      (api) =>
        api.apiCall('chat.postMessage', {
          channel: people.approvals,
          text,
          metadata: { event_type: 'a' },
        }),
    ],
    [
      'metadata of two levels',
      'invalid_metadata_format',
      (api) =>
        api.apiCall('chat.postMessage', {
          channel: people.approvals,
          text,
          metadata: { event_type: 'a', event_payload: { b: { c: { d: 1 } } } },
        }),
    ],
    [
      'metadata above 4 KB',
      'metadata_too_large',
      (api) =>
        api.chat.postMessage({
          channel: people.approvals,
          text,
          metadata: { event_type: 'a', event_payload: { b: longText(4100) } },
        }),
    ],
    [
      'an edit of no message',
      'message_not_found',
      (api) => api.chat.update({ channel: people.approvals, ts: unknownTs, text }),
    ],
    [
      'an ephemeral for someone outside the channel',
      'user_not_in_channel',
      (api) =>
        api.chat.postEphemeral({ channel: people.approvals, user: people.deactivated, text }),
    ],
    [
      'a link to no message',
      'message_not_found',
      (api) => api.chat.getPermalink({ channel: people.approvals, message_ts: unknownTs }),
    ],
    [
      'history of a channel without the bot',
      'not_in_channel',
      (api) => api.conversations.history({ channel: people.general }),
    ],
    [
      'a limit of 1000',
      'invalid_limit',
      (api) => api.conversations.history({ channel: people.approvals, limit: 1000 }),
    ],
    [
      'a limit of 1000 members',
      'invalid_limit',
      (api) => api.conversations.members({ channel: people.approvals, limit: 1000 }),
    ],
    [
      'a made-up cursor',
      'invalid_cursor',
      (api) => api.conversations.history({ channel: people.approvals, cursor: 'bm9wZQ==' }),
    ],
    [
      'a word as a timestamp',
      'invalid_ts_latest',
      (api) => api.conversations.history({ channel: people.approvals, latest: 'now' }),
    ],
    [
      'the thread of no message',
      'thread_not_found',
      (api) => api.conversations.replies({ channel: people.approvals, ts: unknownTs }),
    ],
    [
      'members of an unknown channel',
      'channel_not_found',
      (api) => api.conversations.members({ channel: 'C0UNKNOWN0' }),
    ],
    [
      'direct messages with an unknown person',
      'user_not_found',
      (api) => api.conversations.open({ users: 'U0UNKNOWN0' }),
    ],
    [
      'direct messages with the deactivated',
      'user_disabled',
      (api) => api.conversations.open({ users: people.deactivated }),
    ],
    ['an unknown person', 'user_not_found', (api) => api.users.info({ user: 'U0UNKNOWN0' })],
    [
      'an unknown user group',
      'no_such_subteam',
      (api) => api.usergroups.users.list({ usergroup: 'S0UNKNOWN0' }),
    ],
    [
      'a made-up trigger',
      'invalid_trigger_id',
      (api) => api.views.open({ trigger_id: '1.2.a', view: modal([]) }),
    ],
    [
      'a view of more than 250 KB',
      'view_too_large',
      (api) =>
        api.views.open({
          trigger_id: trigger(),
          view: modal([], { private_metadata: longText(250_001) }),
        }),
    ],
    [
      'an update of no view',
      'not_found',
      (api) => api.views.update({ view_id: 'V0UNKNOWN0', view: modal([]) }),
    ],
    [
      'a push without a modal',
      'not_found',
      (api) => api.views.push({ trigger_id: trigger(), view: modal([]) }),
    ],
    [
      'a Home tab for an unknown person',
      'user_not_found',
      (api) => api.views.publish({ user_id: 'U0UNKNOWN0', view: { type: 'home', blocks: [] } }),
    ],
    [
      'a call without its channel',
      'invalid_arguments',
      (api) => api.apiCall('chat.postMessage', { text }),
    ],
  ])('%s', async (_title, code, call) => {
    expect((await refusalOf(call(started.api))).error).toBe(code);
  });

  it('a wrong token and none', async () => {
    const wrong = webClient(started.slack, 'placeholder-other-token');
    expect((await refusalOf(wrong.auth.test())).error).toBe('invalid_auth');
    expect((await refusalOf(webClient(started.slack, '').auth.test())).error).toBe('not_authed');
  });

  it('blocks it cannot read, with the pointer of each fault', async () => {
    const blocks = [...sections(1, 10), { type: 'section', text: plain(longText(3001)) }];
    const call = started.api.chat.postMessage({ channel: people.approvals, text, blocks });
    expect(await refusalOf(call)).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]'],
      },
    });
  });

  it('a view it cannot read, and leaves the trigger usable', async () => {
    const triggerId = trigger();
    const tooLong = modal([textInput('a')], { title: plain(longText(25)) });
    const refused = await refusalOf(
      started.api.views.open({ trigger_id: triggerId, view: tooLong }),
    );
    expect(refused).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
      },
    });
    const opened = await started.api.views.open({ trigger_id: triggerId, view: modal([]) });
    expect(opened.view?.id).toMatch(/^V[A-Z0-9]+$/);
  });

  it('a trigger used twice, and one older than 3 seconds', async () => {
    const once = trigger();
    await started.api.views.open({ trigger_id: once, view: modal([]) });
    const twice = started.api.views.open({ trigger_id: once, view: modal([]) });
    expect((await refusalOf(twice)).error).toBe('exchanged_trigger_id');

    const kept = trigger();
    const expired = trigger();
    started.clock.advance(3000);
    await started.api.views.open({ trigger_id: kept, view: modal([]) });
    started.clock.advance(1);
    const late = started.api.views.open({ trigger_id: expired, view: modal([]) });
    expect((await refusalOf(late)).error).toBe('expired_trigger_id');
  });

  it('an update under an old hash, and a second view with the same external id', async () => {
    const view = modal([], { external_id: 'request-1' });
    const opened = await started.api.views.open({ trigger_id: trigger(people.approver), view });
    const hash = opened.view?.hash ?? '';
    await started.api.views.update({ external_id: 'request-1', hash, view });
    const old = started.api.views.update({ external_id: 'request-1', hash, view });
    expect((await refusalOf(old)).error).toBe('hash_conflict');
    const second = started.api.views.open({ trigger_id: trigger(people.guest), view });
    expect((await refusalOf(second)).error).toBe('duplicate_external_id');
  });

  it("an edit of someone else's message", async () => {
    const { workspace } = started.slack;
    const author = { user: people.requester, bot_id: 'B0FOREIGN1' };
    const { ts } = addMessage(workspace, people.approvals, author, { text: 'not ours' });
    const edit = started.api.chat.update({ channel: people.approvals, ts, text: 'ours' });
    expect((await refusalOf(edit)).error).toBe('cant_update_message');
  });
});

describe('a token without a scope is refused with what is needed and provided', () => {
  it.each<[string, (api: WebClient) => Promise<unknown>]>([
    ['chat:write', (api) => api.chat.postMessage({ channel: people.approvals, text })],
    ['users:read', (api) => api.users.info({ user: people.approver })],
    ['usergroups:read', (api) => api.usergroups.users.list({ usergroup: people.approverGroup })],
    ['channels:history', (api) => api.conversations.history({ channel: people.approvals })],
    ['channels:read', (api) => api.conversations.members({ channel: people.approvals })],
    ['groups:read', (api) => api.conversations.info({ channel: people.board })],
    ['im:write', (api) => api.conversations.open({ users: people.approver })],
  ])('%s', async (scope, call) => {
    const scopes = (manifest.oauth_config.scopes.bot ?? []).filter((known) => known !== scope);
    const { slack, api } = await startSlack({
      manifest: { ...manifest, oauth_config: { scopes: { bot: scopes } } },
    });
    expect(await refusalOf(call(api))).toMatchObject({
      error: 'missing_scope',
      needed: scope,
      provided: scopes.join(','),
    });
    await slack.stop();
  });
});
