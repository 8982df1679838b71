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

  it('are not a failure that went before', async () => {
    const { read } = await startLists(1);
    expect(await read()).toBe('rate_limited');
    expect(await read()).toEqual(['1', '2', '3']);
  });
});
