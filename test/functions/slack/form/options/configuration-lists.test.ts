import { createConfigurationLists } from '@doo-repush/functions/slack/form/options/configuration-lists';
import { describe, expect, it } from 'vitest';
import { startDoo } from '../../../../support/doo-server.ts';
import { sendJson } from '../../../../support/local-server.ts';

const DEADLINE_MS = 2_000;

/** A doo with three pages of one configuration each, of which the given ones fail once. */
async function startLists(...failing: number[]) {
  const clock = { timeMs: 0 };
  const doo = await startDoo((response, request) => {
    const page = Number(request.path.split('=')[1]);
    const isFailing = failing.includes(page);
    if (isFailing) failing.splice(failing.indexOf(page), 1);
    const webhooks = [{ id: page, name: `Configuration ${page}` }];
    const body = { _embedded: { webhooks }, page_count: 3 };
    sendJson(response, isFailing ? 429 : 200, body);
  });
  const lists = createConfigurationLists(
    (organizationId, options) => doo.client.listConfigurations(organizationId, options),
    () => clock.timeMs,
  );
  const read = async (teamId = '1') => {
    const listed = await lists.read(teamId, DEADLINE_MS);
    if (listed === undefined) throw new Error('The organization is set up');
    return listed.ok ? listed.value.configurations.map(({ id }) => id) : listed.failure.code;
  };
  const pages = () => doo.paths().flatMap((path) => path.split('page=')[1] ?? []);
  return { read, pages, clock };
}

/** A doo with one page, which it gives from `answer` on. */
async function startSlowLists() {
  const clock = { timeMs: 0 };
  let answer: () => void = () => undefined;
  const isAnswering = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const doo = await startDoo(async (response) => {
    await isAnswering;
    sendJson(response, 200, { _embedded: { webhooks: [{ id: 1, name: 'CRM' }] }, page_count: 1 });
  });
  const lists = createConfigurationLists(
    (organizationId, options) => doo.client.listConfigurations(organizationId, options),
    () => clock.timeMs,
  );
  const pages = () => doo.paths().flatMap((path) => path.split('page=')[1] ?? []);
  return { lists, pages, answer: () => answer(), clock };
}

describe('the kept configurations of a team', () => {
  it('are read once for all who ask at the same time and in the minute after', async () => {
    const { read, pages, clock } = await startLists();
    expect(await Promise.all([read(), read(), read()])).toEqual(Array(3).fill(['1', '2', '3']));
    clock.timeMs = 59_999;
    await read();
    expect(pages()).toEqual(['1', '2', '3']);
    clock.timeMs = 60_000;
    await read();
    expect(pages()).toEqual(['1', '2', '3', '1', '2', '3']);
  });

  it('are those of that team', async () => {
    const { read, pages } = await startLists();
    await Promise.all([read('1'), read('2')]);
    expect(pages()).toHaveLength(6);
  });

  it('grow with each look-up where reading stopped', async () => {
    const { read, pages } = await startLists(2, 3);
    expect(await read()).toEqual(['1']);
    expect(await read()).toEqual(['1', '2']);
    expect(await read()).toEqual(['1', '2', '3']);
    expect(pages()).toEqual(['1', '2', '2', '3', '3']);
  });

  it('do not live longer by a look-up that reads nothing', async () => {
    const { read, pages, clock } = await startLists(2, 2);
    await read();
    clock.timeMs = 59_999;
    expect(await read()).toEqual(['1']);
    clock.timeMs = 60_000;
    expect(await read()).toEqual(['1', '2', '3']);
    expect(pages()).toEqual(['1', '2', '2', '1', '2', '3']);
  });

  it('are read on for the calls that follow, for longer than the first one waits', async () => {
    const { lists, pages, answer } = await startSlowLists();
    const first = lists.read('1', 20, 2_000);
    expect(await first).toMatchObject({ ok: false, failure: { code: 'timed_out' } });
    answer();
    expect(await lists.read('1', 2_000)).toMatchObject({ ok: true, value: { complete: true } });
    expect(await lists.read('1', 20, 2_000)).toMatchObject({ value: { complete: true } });
    expect(pages()).toEqual(['1']);
  });

  it('are asked for anew where a process was frozen while it read them', async () => {
    const { lists, pages, answer, clock } = await startSlowLists();
    await lists.read('1', 20, 2_000);
    clock.timeMs = 3_600_000;
    answer();
    await lists.read('1', 2_000);
    expect(pages()).toEqual(['1']);
    await lists.read('1', 2_000);
    expect(pages()).toEqual(['1', '1']);
  });

  it('are not a failure that went before', async () => {
    const { read } = await startLists(1);
    expect(await read()).toBe('rate_limited');
    expect(await read()).toEqual(['1', '2', '3']);
  });
});
