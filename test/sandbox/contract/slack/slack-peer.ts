import type { MovableClock } from '@doo-repush/sandbox/clock';
import type { Slack } from '@doo-repush/sandbox/slack/slack';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { issueTrigger } from '@doo-repush/sandbox/slack/workspace/triggers';
import type { WebClient } from '@slack/web-api';
import { expect } from 'vitest';
import { payloadOf, type RecordingApp, startRecordingApp } from '../../../support/recording-app.ts';
import { plain } from '../../../support/slack-views.ts';
import { manifest, startSlack } from '../../../support/started-slack.ts';
import type { OpenPeer } from '../promise.ts';

/** Slack between the real client, which calls it, and an app, which it calls. */
export interface SlackPeer {
  readonly slack: Slack;
  readonly clock: MovableClock;
  readonly api: WebClient;
  readonly app: RecordingApp;
}

/** Long enough for an app that answers at once, short enough to wait for one that does not. */
const DEADLINE_MS = 100;

/** What apps.manifest.* takes. */
export const configurationToken = 'placeholder-configuration-token';

/** Starts Slack and an app with these scopes of the bot token, with all that are used here by default. */
export async function openSlackPeer(
  bot: readonly string[] = [...(manifest.oauth_config.scopes.bot ?? []), 'files:write'],
): Promise<OpenPeer<SlackPeer>> {
  const app = await startRecordingApp();
  const started = await startSlack({
    manifest: { ...manifest, oauth_config: { scopes: { bot } } },
    requestUrl: app.url,
    deadlineMs: DEADLINE_MS,
    configurationToken,
  });
  return {
    peer: { ...started, app },
    async close() {
      await started.slack.stop();
      await app.stop();
    },
  };
}

/** A check that a call is refused by this error name. */
export function refuses(error: string, call: (peer: SlackPeer) => Promise<unknown>) {
  return (peer: SlackPeer) =>
    expect(call(peer)).rejects.toMatchObject({ data: { ok: false, error } });
}

/** A trigger of a person. */
export function trigger({ slack }: SlackPeer, userId: string = people.requester): string {
  return issueTrigger(slack.workspace, userId, null);
}

export const channel = people.approvals;
export const text = 'hello';
export const unknownTs = '1600000000.000100';

/** Posts a message, and answers with its timestamp. */
export async function post(
  { api }: SlackPeer,
  more: { thread_ts?: string; metadata?: Metadata } = {},
): Promise<string> {
  return (await api.chat.postMessage({ channel, text, ...more })).ts ?? '';
}

interface Metadata {
  event_type: string;
  event_payload: Record<string, string>;
}

/** Posts a message with the button `approve`, in the channel or in a thread. */
export async function postCard(
  { api }: SlackPeer,
  threadTs?: string,
): Promise<{ channelId: string; ts: string }> {
  const { ts = '' } = await api.chat.postMessage({
    channel,
    text,
    ...(threadTs !== undefined && { thread_ts: threadTs }),
    blocks: [
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'approve', text: plain('Approve') }],
      },
    ],
  });
  return { channelId: channel, ts };
}

/** Clicks a card's button and answers through its response_url; the result is HTTP's. */
export async function respondToClick(
  peer: SlackPeer,
  answers: readonly object[],
  threadTs?: string,
) {
  await peer.slack.client.click(people.approver, await postCard(peer, threadTs), 'approve');
  const url = String(payloadOf(peer.app.requests.at(-1)).response_url);
  const statuses: number[] = [];
  for (const answer of answers) {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(answer) });
    statuses.push(response.status);
  }
  return { url, statuses };
}

/** Makes the app answer only after Slack has given up; the result lets it answer. */
export function answerLate({ app }: SlackPeer): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  app.answer({ after: promise });
  return resolve;
}
