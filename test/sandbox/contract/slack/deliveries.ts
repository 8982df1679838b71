import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect } from 'vitest';
import { payloadOf } from '../../../support/recording-app.ts';
import { modal, textInput } from '../../../support/slack-views.ts';
import { promised, type Topic } from '../promise.ts';
import {
  answerLate,
  channel,
  postCard,
  respondToClick,
  type SlackPeer,
  text,
  trigger,
} from './slack-peer.ts';

const INTERACTION = 'Slack docs: Handling user interaction';
const EVENTS = 'Slack docs: Events API';
const OWN = 'of the peer';

/** What Slack sends to the app. */
export const deliveries: Topic<SlackPeer> = {
  topic: 'What the app is sent',
  promises: [
    promised(
      'Everything is signed, v0 over timestamp and body',
      'Slack docs: Verifying requests from Slack',
      async ({ slack, app }) => {
        await slack.client.command(people.requester, '/doo-repush', '', channel);
        expect(app.requests[0]?.headers).toMatchObject({
          'x-slack-request-timestamp': expect.stringMatching(/^\d{10}$/),
          'x-slack-signature': expect.stringMatching(/^v0=[0-9a-f]{64}$/),
        });
      },
    ),
    promised(
      'A command names people and channels by id, and marks links, where the app asks for it',
      'Slack docs: Slash commands',
      async ({ slack, app }) => {
        const typed = 'history @ada #general @nobody ops@example.com https://doo.net/events/7';
        await slack.client.command(people.requester, '/doo-repush', typed, channel);
        expect(new URLSearchParams(app.requests[0]?.body).get('text')).toBe(
          `history <@${people.approver}|ada> <#${people.general}|general> @nobody ops@example.com <https://doo.net/events/7>`,
        );
      },
    ),
    promised(
      'A shortcut of a message carries message, channel and an address for answers, one everywhere neither',
      'Slack docs: Shortcuts interaction payloads',
      async ({ slack, app }) => {
        const { ts } = slack.client.say(people.approver, channel, 'event 41231');
        await slack.client.shortcut(people.approver, 'repush_message', { channelId: channel, ts });
        await slack.client.shortcut(people.approver, 'repush');
        const [first, second] = app.requests.map(({ body }) =>
          JSON.parse(new URLSearchParams(body).get('payload') ?? ''),
        );
        expect(first).toMatchObject({
          type: 'message_action',
          callback_id: 'repush_message',
          trigger_id: expect.any(String),
          response_url: expect.any(String),
          message_ts: ts,
          channel: { id: channel },
          message: { ts, text: 'event 41231', user: people.approver },
        });
        expect(second).toMatchObject({ type: 'shortcut', callback_id: 'repush' });
        for (const name of ['channel', 'message', 'response_url'])
          expect(second).not.toHaveProperty(name);
      },
    ),
    promised(
      'A command answered after 3 seconds shows `operation_timeout` to the person, and is recorded',
      'bolt-js issues 1435 and 1727',
      async (peer) => {
        const release = answerLate(peer);
        const { client } = peer.slack;
        const delivery = await client.command(people.requester, '/doo-repush', '', channel);
        expect(delivery?.late).toBe(true);
        expect(client.ephemerals(people.requester)[0]?.text).toContain('operation_timeout');
        release();
      },
    ),
    promised(
      'A click answered after 3 seconds leaves a notice at the message, and is recorded',
      'Slack docs: Acknowledging requests',
      async (peer) => {
        const at = await postCard(peer);
        const release = answerLate(peer);
        const { client } = peer.slack;
        expect((await client.click(people.approver, at, 'approve')).late).toBe(true);
        expect(client.notices(people.approver)).toMatchObject([{ messageTs: at.ts }]);
        release();
      },
    ),
    promised(
      'A form answered after 3 seconds stays open with words of trouble, and is recorded',
      'Slack docs: Acknowledging requests',
      async (peer) => {
        const opened = await peer.api.views.open({
          trigger_id: trigger(peer),
          view: modal([textInput('a', { optional: true })]),
        });
        const release = answerLate(peer);
        const { client } = peer.slack;
        const submission = await client.submit(people.requester, opened.view?.id ?? '');
        expect(submission).toMatchObject({ outcome: 'failed', deliveries: [{ late: true }] });
        expect(client.openView(people.requester)?.problem).toContain('trouble connecting');
        release();
      },
    ),
    promised(
      "What is done in a view carries the person's first workspace in `team`, and the app's in `view.app_installed_team_id`",
      'bolt-js issue 1614, bolt-python PR 734, slack-go PR 1073; for look-ups and actions assumed',
      async (peer) => {
        const { client, workspace } = peer.slack;
        Object.assign(workspace.user(people.requester) ?? {}, { team_id: people.otherTeam });
        const view = modal([textInput('a', { optional: true })], { notify_on_close: true });
        const opened = await peer.api.views.open({ trigger_id: trigger(peer), view });
        peer.app.answer({ body: { response_action: 'errors', errors: { a: 'no' } } });
        await client.submit(people.requester, opened.view?.id ?? '');
        await client.close(people.requester, opened.view?.id ?? '');
        expect(peer.app.requests.map((request) => payloadOf(request))).toMatchObject(
          ['view_submission', 'view_closed'].map((type) => ({
            type,
            team: { id: people.otherTeam },
            view: { app_installed_team_id: people.team },
          })),
        );
      },
    ),
    promised(
      'A click in a thread, and one on a message that has replies, carry `thread_ts`',
      'Slack docs: Message threads',
      async (peer) => {
        const card = await postCard(peer);
        const below = await postCard(peer, card.ts);
        for (const at of [card, below]) {
          await peer.slack.client.click(people.approver, at, 'approve');
          expect(payloadOf(peer.app.requests.at(-1))).toMatchObject({
            message: { ts: at.ts, thread_ts: card.ts },
          });
        }
      },
    ),
    promised(
      "A private answer to a click in a thread stands in the channel's root without `thread_ts`",
      'bolt-js issues 963 and 2170; daimon issue 96',
      async (peer) => {
        const thread_ts = (await postCard(peer)).ts;
        await respondToClick(peer, [{ text }, { text, thread_ts }], thread_ts);
        const answers = peer.slack.client.ephemerals(people.approver);
        expect(answers.map(({ threadTs }) => threadTs)).toEqual([undefined, thread_ts]);
      },
    ),
    promised('A `response_url` works five times', INTERACTION, async (peer) => {
      const answers = Array.from({ length: 6 }, () => ({ text }));
      const { statuses } = await respondToClick(peer, answers);
      expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    }),
    promised('A `response_url` works for 30 minutes', INTERACTION, async (peer) => {
      const { url } = await respondToClick(peer, []);
      peer.clock.advance(30 * 60_000 + 1);
      const late = await fetch(url, { method: 'POST', body: JSON.stringify({ text }) });
      expect([late.status, await late.text()]).toEqual([
        404,
        expect.stringContaining('expired_url'),
      ]);
    }),
    promised(
      'A `response_url` refuses what no message takes with 400',
      INTERACTION,
      async (peer) => {
        const { statuses } = await respondToClick(peer, [{ text, blocks: [{ type: 'nonsense' }] }]);
        expect(statuses).toEqual([400]);
      },
    ),
    promised(
      'A `response_url` can be made to fail: by error name, HTTP 500, no answer, a reset',
      'of the peer',
      async (peer) => {
        peer.slack.faults.add({ method: 'response_url', fault: { error: 'no_text' } });
        peer.slack.faults.add({ method: 'response_url', fault: 'http_500' });
        const { statuses, url } = await respondToClick(peer, [{ text }, { text }, { text }]);
        expect(statuses).toEqual([400, 500, 200]);
        const answer = (signal?: AbortSignal) =>
          fetch(url, { method: 'POST', body: JSON.stringify({ text }), ...(signal && { signal }) });
        peer.slack.faults.add({ method: 'response_url', fault: 'reset_before' });
        await expect(answer()).rejects.toThrow('fetch failed');
        peer.slack.faults.add({ method: 'response_url', fault: 'hang' });
        await expect(answer(AbortSignal.timeout(100))).rejects.toThrow('timeout');
      },
    ),
    promised(
      'A failed event comes again three times, with `X-Slack-Retry-Num` and `-Reason`',
      EVENTS,
      async (peer) => {
        peer.app.answer({ status: 500 });
        await peer.slack.client.openHome(people.approver);
        for (const advanceMs of [0, 60_000, 300_000, 3_600_000]) {
          peer.clock.advance(advanceMs);
          await expect
            .poll(() => peer.slack.deliveries.every(({ status }) => status === 500), {
              interval: 2,
            })
            .toBe(true);
        }
        const nums = peer.app.requests.map(({ headers }) => headers['x-slack-retry-num']);
        expect(nums).toEqual([undefined, '1', '2', '3']);
        expect(peer.app.requests[1]?.headers['x-slack-retry-reason']).toBe('http_error');
      },
    ),
    promised('`X-Slack-No-Retry: 1` ends the retries of an event', EVENTS, async (peer) => {
      peer.app.answer({ status: 500, headers: { 'x-slack-no-retry': '1' } });
      await peer.slack.client.openHome(people.approver);
      peer.clock.advance(3_600_000);
      expect(peer.slack.deliveries).toHaveLength(1);
    }),
    promised('Any delivery can come twice', OWN, async ({ slack, app }) => {
      const sent = await slack.client.command(people.requester, '/doo-repush', '', channel);
      if (sent === undefined) throw new Error('nothing was sent');
      await slack.client.redeliver(sent);
      expect(app.requests[1]?.body).toBe(app.requests[0]?.body);
    }),
    promised(
      'The deactivated cannot act, and nobody outside a channel in it',
      OWN,
      async ({ slack }) => {
        for (const [person, where] of [
          [people.deactivated, channel],
          [people.requester, people.board],
        ] as const) {
          const sent = slack.client.command(person, '/doo-repush', '', where);
          await expect(sent).rejects.toMatchObject({ name: 'ClientError' });
        }
      },
    ),
  ],
};
