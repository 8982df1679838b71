import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commandAnswer } from '../../support/command-answer.ts';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { logged } from '../../support/log-lines.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { everydayCards, seedCards } from '../../support/seeded-ledger.ts';
import { workbookRows } from '../../support/workbook.ts';

const CARDS = 1_000;
const product = productForFile();

beforeAll(() => {
  const { slack, clock } = product();
  seedCards(slack.workspace, everydayCards(CARDS, clock.now() - 60_000));
});
afterEach(() => expect(failedDeliveries(product())).toEqual([]));

/** Runs an export; returns what the person was told privately, and the direct messages. */
async function exported(text = '', userId: string = people.requester) {
  const { client } = product().slack;
  const before = client.directMessages(userId).length;
  const told = await commandAnswer(product(), userId, `export ${text}`, people.general);
  const [message] = client.directMessages(userId).slice(before);
  const [file] = message?.files ?? [];
  const content = file === undefined ? undefined : client.fileContent(userId, file.id);
  const isWorkbook = file?.name.endsWith('.xlsx') ?? false;
  const rows = content === undefined || !isWorkbook ? [] : await workbookRows(content);
  return { told: inOrder(told.split('\n')), message, file, content, rows };
}

/** Puts the first response before `worker`'s, which may overtake it. */
function inOrder(told: readonly string[]): readonly string[] {
  const isFirst = (line: string) => line.startsWith('Exporting');
  return [...told.filter(isFirst), ...told.filter((line) => !isFirst(line))];
}

describe('the export', () => {
  it('responds at once, then sends the whole ledger as a file in a direct message', async () => {
    const { told, message, file, rows } = await exported();
    expect(told).toEqual([
      "Exporting… You'll get a file in a direct message, usually within a minute.",
      'Your export is in your direct messages with this app.',
    ]);
    expect(file?.name).toMatch(/^doo-repush-ledger-\d{4}-\d\d-\d\d\.xlsx$/);
    expect(file).toMatchObject({ filetype: 'xlsx' });
    expect(rows).toHaveLength(1_999);
    expect(message?.text).toBe(
      'History: 1000 requests, 1999 rows, one per event or organization, newest first. Local times are Berlin time.',
    );
    expect(new Set(rows.map(({ reference }) => reference)).size).toBe(CARDS);
    expect(rows[0]).toMatchObject({
      reference: '0003E7',
      requester_id: people.secondRequester,
      requester_name: 'Noor Northwood',
      link: expect.stringMatching(/^https:\/\/sandbox\.slack\.example\/archives\/C0APPROVAL\/p/),
    });
    expect(rows[1]).toMatchObject({ decided_by_name: 'Ada Approver', outcome: 'accepted' });
  });

  it('states the covered period in the file’s comment, in a form that an upload can show', async () => {
    const { message } = await exported('since:2026-01-02T10:00 until:2036-03-04T11:30');
    expect(message?.text).toMatch(
      /^History since 2026-01-02 10:00 until 2036-03-04 11:30: \d+ requests?, .* Local times are Berlin time\.$/,
    );
    expect(message?.text).not.toMatch(/[<>]|&lt;/);
  });

  it('looks each person up once', async () => {
    const { slack } = product();
    const before = slack.calls.length;
    await exported();
    const looked = slack.calls
      .slice(before)
      .filter(({ method }) => method === 'users.info')
      .map(({ args }) => args.user);
    expect(looked.filter((user) => user === people.approver)).toHaveLength(1);
  });

  it('covers exactly the requested period', async () => {
    const { told, rows, message } = await exported('since:3h until:2h');
    expect(told[0]).toMatch(/^Exporting since <!date.*> until <!date.*>…/);
    expect([...new Set(rows.map(({ reference }) => reference))]).toEqual([
      '0003DF',
      '0003DE',
      '0003DD',
      '0003DC',
    ]);
    expect(message?.text).toContain('4 requests');
  });

  it('sends no file without rows', async () => {
    const { told, message } = await exported('since:5d until:4d23h59m');
    if (message !== undefined) expect(message.text).toContain('request');
    else expect(told.at(-1)).toContain(', so there is no file.');
  });

  it('leaves a name empty if Slack does not return it', async () => {
    const { slack } = product();
    const fault = { error: 'user_not_found' };
    const users = slack.workspace.state.users;
    slack.workspace.state.users = users.filter(({ id }) => id !== people.approver);
    slack.faults.add({ method: 'usergroups.users.list', fault });
    const { rows } = await exported('since:2h');
    slack.workspace.state.users = users;
    expect(rows[1]).toMatchObject({ decided_by_id: people.approver });
    expect(rows[1]).not.toHaveProperty('decided_by_name');
  });

  it.each([
    ['German', people.requester, ';'],
    ['English', people.secondRequester, ','],
  ] as const)(
    'splits a CSV file the way a spreadsheet in %s expects',
    async (_, userId, delimiter) => {
      const { told, file, content } = await exported('csv since:1h', userId);
      expect(told.at(-1)).toBe('Your export is in your direct messages with this app.');
      expect(file?.name).toMatch(/^doo-repush-ledger-\d{4}-\d\d-\d\d\.csv$/);
      const rows: object[] = parse(Buffer.from(content ?? []), {
        bom: true,
        columns: true,
        delimiter,
      });
      expect(rows[0]).toMatchObject({ reference: '0003E7', requester_name: 'Noor Northwood' });
    },
  );

  it('splits a CSV file at commas if the language is unknown', async () => {
    const approver = product().slack.workspace.user(people.groupApprover);
    if (approver !== undefined) approver.locale = 'not a language';
    const { content } = await exported('csv since:1h', people.groupApprover);
    const rows: object[] = parse(Buffer.from(content ?? []), { bom: true, columns: true });
    expect(rows[0]).toMatchObject({ reference: '0003E7' });
  });

  it('is allowed to those who may request or approve', async () => {
    const { told, message } = await exported('', people.guest);
    expect(told).toEqual([expect.stringContaining('You may not read the requests')]);
    expect(message).toBeUndefined();
  });

  it.each([
    ['conversations.history', { error: 'not_in_channel' }, 1],
    ['conversations.open', { error: 'user_disabled' }, 1],
    ['files.getUploadURLExternal', { error: 'missing_scope' }, 1],
    ['files.completeUploadExternal', { error: 'channel_not_found' }, 1],
    ['files.completeUploadExternal', { error: 'ratelimited', retryAfterSeconds: 300 }, 1],
    ['files.getUploadURLExternal', 'http_500', 3],
  ] as const)(
    'reports a failure to the person with a reference (%s, %o)',
    async (method, fault, times) => {
      product().slack.faults.add({ method, fault, times });
      const { told, file } = await exported('since:1h');
      const [, reference] = /Ref ([0-9A-F]{6})$/.exec(told[1] ?? '') ?? [];
      expect(told[1]).toContain("The history couldn't be exported, so you got no file.");
      expect(file).toBeUndefined();
      expect(logged(product(), 'export_failed').at(-1)).toMatchObject({ reference });
    },
  );

  it('sends no empty file where Slack shows nothing of the channel in time', async () => {
    const fault = { error: 'ratelimited', retryAfterSeconds: 86_400 };
    product().slack.faults.add({ method: 'conversations.history', fault });
    const { told, file, message } = await exported('since:1h csv');
    expect(told[1]).toBe(
      "Slack didn't load the channel in time, so you got no file. Export again in a few minutes.",
    );
    expect([file, message]).toEqual([undefined, undefined]);
  });

  it.each(['http_500', 'reset_before', 'reset_after', { error: 'internal_error' }] as const)(
    'claims nothing of a file that Slack may have sent (%o)',
    async (fault) => {
      product().slack.faults.add({ method: 'files.completeUploadExternal', fault });
      const { told, file } = await exported('since:1h');
      const [, reference] = /Ref ([0-9A-F]{6})$/.exec(told[1] ?? '') ?? [];
      expect(told[1]).toContain('not sure you got the file.');
      expect(told[1]).not.toContain('you got no file');
      expect(file !== undefined).toBe(fault === 'reset_after');
      expect(logged(product(), 'export_failed').at(-1)).toMatchObject({ reference });
    },
  );

  it('sends the file after the wait that Slack demands', async () => {
    const fault = { error: 'ratelimited', retryAfterSeconds: 0 };
    product().slack.faults.add({ method: 'files.completeUploadExternal', fault });
    const { told, rows } = await exported('since:1h');
    expect(told[1]).toBe('Your export is in your direct messages with this app.');
    expect(rows.length).toBeGreaterThan(0);
  });

  it('does not take back a file that was sent even if that cannot be reported', async () => {
    const { hosts, slack, clock } = product();
    const before = slack.client.directMessages(people.requester).length;
    slack.faults.add({ method: 'chat.postMessage', fault: { error: 'fatal_error' }, times: 3 });
    const result = await hosts.worker.invoke({
      v: 1,
      task: 'export',
      userId: people.requester,
      responseUrl: `${new URL(slack.url).origin}/response/none`,
      sinceMs: clock.now() - 3_600_000,
    });
    expect(result).toMatchObject({ ok: true, payload: { lines: expect.any(Number) } });
    const told = slack.client.directMessages(people.requester).slice(before);
    expect(told.map(({ files }) => files?.length)).toEqual([1]);
    expect(logged(product(), 'export_not_told')).toHaveLength(1);
  });

  it('logs no URL of a file or a response', () => {
    const lines = product().logs.map(({ line }) => line);
    expect(lines.filter((line) => /\/upload\/|\/response\//.test(line))).toEqual([]);
  });
});
