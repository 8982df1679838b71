import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifest, type StartedSlack, startSlack } from '../../../support/started-slack.ts';

const { approvals, approver, requester, board } = people;
const bot = [...(manifest.oauth_config.scopes.bot ?? []), 'files:write'];
const csv = Buffer.from('event,items\n41231,412\n');

let started: StartedSlack;
beforeEach(async () => {
  started = await startSlack({ manifest: { ...manifest, oauth_config: { scopes: { bot } } } });
});
afterEach(() => started.slack.stop());

async function announced(length = csv.byteLength): Promise<{ id: string; url: string }> {
  const answer = await started.api.files.getUploadURLExternal({ filename: 'export.csv', length });
  return { id: answer.file_id ?? '', url: answer.upload_url ?? '' };
}

async function uploaded(): Promise<string> {
  const { id, url } = await announced();
  const response = await fetch(url, { method: 'POST', body: csv });
  expect([response.status, await response.text()]).toEqual([200, `OK - ${csv.byteLength}`]);
  return id;
}

const complete = (channel_id: string, id: string) =>
  started.api.files.completeUploadExternal({ files: [{ id, title: 'Export' }], channel_id });

describe('a file', () => {
  it("goes through the client's own upload into a thread, and is read by the channel's members", async () => {
    const { ts = '' } = await started.api.chat.postMessage({ channel: approvals, text: 'card' });
    await started.api.files.uploadV2({
      channel_id: approvals,
      thread_ts: ts,
      file: csv,
      filename: 'export.csv',
      initial_comment: 'All requests',
    });
    const { client } = started.slack;
    const [, reply] = client.thread(approvals, ts);
    expect(reply).toMatchObject({
      text: 'All requests',
      bot_id: people.bot,
      files: [{ name: 'export.csv', mimetype: 'text/csv', size: csv.byteLength }],
    });
    const id = reply?.files?.[0]?.id ?? '';
    expect(Buffer.from(client.fileContent(requester, id) ?? [])).toEqual(csv);
    expect(client.fileContent(people.deactivated, id)).toBeUndefined();
  });

  it("reaches one person by the id of the direct messages' channel, not by their own", async () => {
    const id = await uploaded();
    await expect(complete(requester, id)).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: {
          messages: [
            '[ERROR] input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]',
          ],
        },
      },
    });
    const { channel } = await started.api.conversations.open({ users: requester });
    await complete(channel?.id ?? '', id);
    expect(started.slack.client.directMessages(requester)).toMatchObject([{ files: [{ id }] }]);
    expect(started.slack.client.fileContent(requester, id)).toHaveLength(csv.byteLength);
    expect(started.slack.client.fileContent(approver, id)).toBeUndefined();
  });

  it('is private where it is completed without a channel', async () => {
    const id = await uploaded();
    await started.api.files.completeUploadExternal({ files: [{ id }] });
    expect(started.slack.client.messages(approvals)).toEqual([]);
    expect(started.slack.client.fileContent(requester, id)).toBeUndefined();
  });

  it('is not found before its content has come, which is as long as announced and comes once', async () => {
    const { id, url } = await announced();
    const send = async (body: Buffer) => (await fetch(url, { method: 'POST', body })).status;
    await expect(complete(approvals, id)).rejects.toMatchObject({
      data: { error: 'file_not_found' },
    });
    expect(await send(csv.subarray(1))).toBe(400);
    expect(await send(csv)).toBe(200);
    expect(await send(csv)).toBe(400);
    await complete(approvals, id);
  });

  it('survives a restart with its content', async () => {
    const id = await uploaded();
    await complete(approvals, id);
    const after = await startSlack({ state: started.slack.workspace.snapshot() });
    expect(after.slack.client.fileContent(requester, id)).toHaveLength(csv.byteLength);
    await after.slack.stop();
  });

  it.each([
    ['an empty one', 'missing_argument', () => announced(0)],
    [
      'one for a channel without the bot',
      'channel_not_found',
      async () => complete(board, await uploaded()),
    ],
    ['one that was never announced', 'file_not_found', () => complete(approvals, 'F0UNKNOWN0')],
  ])('is refused: %s', async (_title, error, call) => {
    await expect(call()).rejects.toMatchObject({ data: { error } });
  });
});
