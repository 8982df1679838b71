import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it, test } from 'vitest';
import { startLocalServer } from '../../support/local-server.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { ask } from '../../support/requests.ts';

const product = productForFile();

const TASKS = {
  history: { v: 1, task: 'history', page: { query: {}, before: [] }, replaces: false },
  export: { v: 1, task: 'export' },
} as const;

/** Has `worker` run a task that anyone may have written, with a response URL on this machine. */
async function told(
  task: keyof typeof TASKS,
  userId: string,
  path = `/commands/${people.team}/1/placeholder`,
): Promise<{ readonly answers: readonly string[]; readonly direct: readonly string[] }> {
  const { hosts, slack } = product();
  const server = await startLocalServer((_request, response) => void response.end('ok'));
  const before = slack.client.directMessages(userId).length;
  const responseUrl = `${server.url}${path}`;
  const result = await hosts.worker.invoke({ ...TASKS[task], userId, responseUrl });
  expect(result).toMatchObject({ ok: true });
  return {
    answers: server.requests.map(({ body }) => String(JSON.parse(body).text)),
    direct: slack.client
      .directMessages(userId)
      .slice(before)
      .map(({ text }) => text),
  };
}

describe('a task that the slack function did not authorize', () => {
  const strangers = [
    ['a guest', people.guest, 'is a guest of this workspace'],
    ['somebody of another workspace', people.outsider, 'belongs to another workspace'],
    ['a deactivated person', people.deactivated, 'is deactivated'],
    ['a bot', people.botUser, 'is not a person'],
    ['nobody', 'U0NOBODY01', 'is not known to this workspace'],
  ] as const;

  test.for(strangers.flatMap((row) => [[...row, 'history'] as const, [...row, 'export'] as const]))(
    'shows %s nothing of the ledger (%s %s, %s)',
    async ([, userId, why, task]) => {
      await ask(product());
      const { answers, direct } = await told(task, userId);
      expect(answers).toEqual([
        expect.stringContaining(`You may not read the requests: your account ${why}.`),
      ]);
      expect(direct).toEqual([]);
    },
  );

  test.for(['history', 'export'] as const)(
    'shows a requester what is asked for: %s',
    async (task) => {
      const { answers } = await told(task, people.requester);
      expect(answers).toEqual([
        expect.stringMatching(/^Requests: |^Your export is in your direct/),
      ]);
    },
  );
});

describe('the response of a task', () => {
  it.each([
    `/commands/${people.team}/1/placeholder`,
    `/actions/${people.team}/1/placeholder`,
    '/response/R1',
  ])('goes to %s', async (path) => {
    const { answers, direct } = await told('history', people.requester, path);
    expect([answers.length, direct.length]).toEqual([1, 0]);
  });

  it.each([
    `/commands/${people.otherTeam}/1/placeholder`,
    `/actions/${people.otherTeam}/1/placeholder`,
    '/actions/E0OTHERORG/1/placeholder',
    `/services/${people.team}/B0PLACEHOLD/placeholder`,
    `/workflows/${people.team}/1/placeholder`,
    `/triggers/${people.team}/1/placeholder`,
    `/app/${people.team}/1/placeholder`,
  ])('does not go to %s: a direct message is sent instead', async (path) => {
    const { answers, direct } = await told('history', people.requester, path);
    expect(answers).toEqual([]);
    expect(direct).toEqual([expect.stringContaining('Requests: ')]);
  });
});

describe('a refusal that Slack does not accept', () => {
  const refused = (userId: string) =>
    product().hosts.worker.invoke({
      ...TASKS.history,
      userId,
      responseUrl: `https://hooks.slack.com/commands/${people.otherTeam}/1/placeholder`,
    });

  test.for(['http_500', 'reset_before'] as const)(
    'fails the task, so that AWS runs it again: %s',
    async (fault) => {
      product().slack.faults.add({ method: 'chat.postMessage', fault, times: 3 });
      expect(await refused(people.guest)).toMatchObject({ ok: false });
      expect(await refused(people.guest)).toMatchObject({ ok: true });
    },
  );

  it('ends the task if Slack says that the person cannot be written to', async () => {
    expect(await refused(people.outsider)).toMatchObject({ ok: true });
  });
});
