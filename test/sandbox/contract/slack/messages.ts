import { addMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect } from 'vitest';
import { plain } from '../../../support/slack-views.ts';
import { promised, type Topic } from '../promise.ts';
import { channel, post, refuses, type SlackPeer, text, unknownTs } from './slack-peer.ts';

/** Writing, editing and deleting. */
export const messages: Topic<SlackPeer> = {
  topic: 'Messages',
  promises: [
    promised(
      'An unknown channel, and a private one without the app, are `channel_not_found`',
      'Slack docs: chat.postMessage',
      async (peer) => {
        for (const unseen of ['C0UNKNOWN0', people.board]) {
          const call = () => peer.api.chat.postMessage({ channel: unseen, text });
          await refuses('channel_not_found', call)(peer);
        }
      },
    ),
    promised(
      'A public channel without the app is `not_in_channel`',
      'Slack docs: chat.postMessage',
      refuses('not_in_channel', ({ api }) =>
        api.chat.postMessage({ channel: people.general, text }),
      ),
    ),
    promised(
      'An outsider and a deactivated person cannot be written to: `channel_not_found`',
      'Slack docs: chat.postMessage; for whom is assumed',
      async (peer) => {
        for (const person of [people.outsider, people.deactivated]) {
          const call = () => peer.api.chat.postMessage({ channel: person, text });
          await refuses('channel_not_found', call)(peer);
        }
      },
    ),
    promised(
      'Without text and blocks: `no_text`',
      'Slack docs: chat.postMessage',
      refuses('no_text', ({ api }) => api.chat.postMessage({ channel, text: '' })),
    ),
    promised(
      'A text above 40,000 characters is cut, with the warning `message_truncated`',
      'Slack changelog 2018-04; vercel-labs/emulate PR 244',
      async (peer) => {
        const answer = await peer.api.chat.postMessage({ channel, text: 'x'.repeat(40_001) });
        expect(answer.message?.text).toHaveLength(40_000);
        expect(answer.warning).toBe('message_truncated');
        expect(answer.response_metadata?.warnings).toContain('message_truncated');
      },
    ),
    promised(
      'An edited text above 4,000 is `msg_too_long`, counted in bytes',
      'Slack docs: chat.update, in characters; measured in bytes: 4,121 in 1,993 characters refused',
      async (peer) => {
        const ts = await post(peer);
        for (const long of ['x'.repeat(4001), 'ä'.repeat(2001)]) {
          const editing = () => peer.api.chat.update({ channel, ts, text: long });
          await refuses('msg_too_long', editing)(peer);
        }
        await peer.api.chat.update({ channel, ts, text: 'ä'.repeat(2000) });
      },
    ),
    promised(
      'blocks.validate names pointer, code and constraint, needs no scope, and writes nothing',
      'Slack docs: blocks.validate',
      async ({ api }) => {
        const long = { type: 'section', text: { type: 'plain_text', text: 'x'.repeat(3001) } };
        const right = [{ type: 'divider' }];
        expect(await api.apiCall('blocks.validate', { blocks: right })).toMatchObject({ ok: true });
        for (const [given, error, pointer] of [
          [{ blocks: [long] }, 'invalid_blocks', '/0/text/text'],
          [{ message: { blocks: [long] } }, 'invalid_message', '/blocks/0/text/text'],
        ] as const) {
          const constraint = { type: 'max_length', expected: 3000 };
          await expect(api.apiCall('blocks.validate', given)).rejects.toMatchObject({
            data: { error, errors: [{ code: 'failed_constraint', pointer, constraint }] },
          });
        }
        const both = { blocks: right, message: { blocks: right } };
        await expect(api.apiCall('blocks.validate', both)).rejects.toMatchObject({
          data: { error: 'invalid_arguments' },
        });
      },
    ),
    promised(
      'More than 9,597 characters of text or 15,561 of JSON in blocks: `msg_blocks_too_long`',
      'bolt-js issues 2509 and 2867: what is known to pass',
      refuses('msg_blocks_too_long', ({ api }) =>
        api.chat.postMessage({
          channel,
          text,
          blocks: Array.from({ length: 4 }, () => ({
            type: 'section' as const,
            text: plain('x'.repeat(2400)),
          })),
        }),
      ),
    ),
    promised(
      'Invalid blocks: `invalid_blocks`, each fault with its JSON pointer',
      'Slack docs: chat.postMessage',
      async ({ api }) => {
        const blocks = [{ type: 'sektion' }];
        await expect(api.chat.postMessage({ channel, text, blocks })).rejects.toMatchObject({
          data: {
            error: 'invalid_blocks',
            response_metadata: {
              messages: ['[ERROR] unsupported type: sektion [json-pointer:/blocks/0/type]'],
            },
          },
        });
      },
    ),
    promised(
      "A reply is answered with its `message.thread_ts`; one to no message stands in the channel's root, and is answered without",
      'slack-go issue 1571; open-swe PR 2753; PostHog PR 83601; contradicts chat.postMessage',
      async ({ api, slack }) => {
        const reply = (thread_ts: string) => api.chat.postMessage({ channel, text, thread_ts });
        const orphan = await reply(unknownTs);
        expect(orphan.ok).toBe(true);
        expect(orphan.message).not.toHaveProperty('thread_ts');
        expect(slack.client.messages(channel)).toMatchObject([{ ts: orphan.ts }]);
        const answer = await reply(orphan.ts ?? '');
        expect(answer.message?.thread_ts).toBe(orphan.ts);
      },
    ),
    promised(
      'A reply to no message, where that is switched on: `thread_not_found`',
      'Slack docs: chat.postMessage; bolt-js issue 2307',
      async (peer) => {
        peer.slack.workspace.state.refusesOrphanReplies = true;
        await refuses('thread_not_found', () => post(peer, { thread_ts: unknownTs }))(peer);
      },
    ),
    promised(
      'Only the own messages can be edited and deleted',
      'Slack docs: chat.update, chat.delete',
      async (peer) => {
        const author = { user: people.requester };
        const { ts } = addMessage(peer.slack.workspace, channel, author, { text });
        const editing = () => peer.api.chat.update({ channel, ts, text });
        await refuses('cant_update_message', editing)(peer);
        await refuses('cant_delete_message', () => peer.api.chat.delete({ channel, ts }))(peer);
      },
    ),
    promised(
      'A deleted message that has replies leaves a tombstone',
      'assumed: not documented',
      async (peer) => {
        const ts = await post(peer);
        await post(peer, { thread_ts: ts });
        await peer.api.chat.delete({ channel, ts });
        expect(peer.slack.client.messages(channel)).toMatchObject([{ ts, subtype: 'tombstone' }]);
      },
    ),
    promised(
      'A message for one person goes to members only: `user_not_in_channel`',
      'Slack docs: chat.postEphemeral',
      refuses('user_not_in_channel', ({ api }) =>
        api.chat.postEphemeral({ channel, user: people.deactivated, text }),
      ),
    ),
    promised('Timestamps of a channel grow, always', 'Slack docs: Messages', async (peer) => {
      const stamps = [await post(peer), await post(peer), await post(peer)];
      expect([...new Set(stamps)].sort()).toEqual(stamps);
    }),
  ],
};

/** What is kept with a message. */
export const metadata: Topic<SlackPeer> = {
  topic: 'Message metadata',
  promises: [
    promised(
      'A type and a payload of scalars and flat objects, else `invalid_metadata_format`',
      '@slack/types: MessageMetadata',
      refuses('invalid_metadata_format', ({ api }) =>
        api.apiCall('chat.postMessage', {
          channel,
          text,
          metadata: { event_type: 'a', event_payload: { b: { c: { d: 1 } } } },
        }),
      ),
    ),
    promised(
      'More than 4 KB of JSON: `metadata_too_large`',
      'assumed: Slack documents the error, not the size',
      refuses('metadata_too_large', (peer) =>
        post(peer, { metadata: { event_type: 'a', event_payload: { b: 'x'.repeat(4100) } } }),
      ),
    ),
    promised(
      'It is read only with `include_all_metadata`, and stays through an edit that leaves it out',
      'Slack docs: conversations.history, chat.update',
      async (peer) => {
        const state = { event_type: 'request', event_payload: { state: 'waiting' } };
        const ts = await post(peer, { metadata: state });
        await peer.api.chat.update({ channel, ts, text });
        const read = async (include_all_metadata: boolean) =>
          (await peer.api.conversations.history({ channel, include_all_metadata })).messages?.[0];
        expect(await read(false)).not.toHaveProperty('metadata');
        expect(await read(true)).toMatchObject({ metadata: state });
      },
    ),
  ],
};
