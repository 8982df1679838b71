import { get } from 'node:http';
import type { SentParts } from '@doo-repush/sandbox/page/protocol';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, onTestFinished, test } from 'vitest';
import { openPage, startTestPage, stateFolder } from '../../support/started-page.ts';

const { requester, approvals } = people;

/** The events of a person's stream, one after the other. */
async function followed(url: string, headers: Readonly<Record<string, string>>) {
  const response = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    const sent = get(`${url}api/live?person=${requester}`, { headers }, resolve);
    sent.on('error', reject);
    onTestFinished(() => void sent.destroy());
  });
  const chunks = response[Symbol.asyncIterator]();
  let received = '';
  return async (): Promise<SentParts> => {
    while (!received.includes('\n\n')) received += String((await chunks.next()).value);
    const [event = '', ...rest] = received.split('\n\n');
    received = rest.join('\n\n');
    return JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '');
  };
}

test('of messages that a stream has sent only those come again that have changed', async () => {
  const server = await startTestPage(await stateFolder());
  const { client, workspace } = server.session.sandbox.slack;
  const first = client.say(requester, approvals, 'first');
  const second = client.say(requester, approvals, 'second');
  const next = await followed(server.url, (await openPage(server.url)).headers);
  expect((await next()).messages?.[approvals]).toMatchObject([first, second]);

  const third = client.say(requester, approvals, 'third');
  expect((await next()).messages?.[approvals]).toMatchObject([first.ts, second.ts, third]);

  const shown = workspace.state.messages[approvals]?.find(({ ts }) => ts === first.ts);
  if (shown !== undefined) shown.text = 'first, in other words';
  workspace.changed();
  const changed = { ts: first.ts, text: 'first, in other words' };
  expect((await next()).messages?.[approvals]).toMatchObject([changed, second.ts, third.ts]);
});
