import { setTimeout as pause } from 'node:timers/promises';
import type { Picture } from '@doo-repush/sandbox/page/protocol';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { isJsonObject, objectsIn, stringAt } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import {
  openPage,
  type PageClient,
  startTestPage,
  stateFolder,
} from '../../support/started-page.ts';

const POLL_MS = 20;
const { requester, approver, approvals } = people;

async function until(
  client: PageClient,
  person: string,
  isThere: (picture: Picture) => boolean,
): Promise<Picture> {
  const endMs = performance.now() + 10_000;
  for (;;) {
    const picture = await client.picture(person);
    if (isThere(picture)) return picture;
    if (performance.now() > endMs) throw new Error('Waited in vain for the picture');
    await pause(POLL_MS);
  }
}

function cardOf({ messages }: Picture) {
  return messages[approvals]?.find(({ metadata }) => metadata?.event_payload.state !== undefined);
}

const canBeDecided = (picture: Picture) =>
  findElement(cardOf(picture)?.blocks ?? [], 'approve') !== undefined;
const stateOf = (picture: Picture) => cardOf(picture)?.metadata?.event_payload.state;

async function takeFirst(client: PageClient, field: object, query: string): Promise<void> {
  const { body } = await client.act('suggest', { ...field, query });
  const [first] = objectsIn(JSON.parse(body).options);
  const choice = first === undefined ? '' : stringAt(first, 'value');
  expect((await client.act('choose', { ...field, choice })).status).toBe(200);
}

async function askForOrders(client: PageClient): Promise<void> {
  const person = requester;
  await client.act('command', { person, channelId: approvals, command: '/doo-repush', text: '' });
  const viewId = (await client.picture(person)).view?.view.id ?? '';
  const field = (blockId: string) => ({ person, viewId, blockId, actionId: blockId.split(':')[0] });
  await takeFirst(client, field('organization'), 'Acme');
  const { view } = await client.picture(person);
  const blockIds = view?.view.blocks.map((block) => stringAt(block, 'block_id') ?? '') ?? [];
  const configuration = blockIds.find((id) => id.startsWith('configuration')) ?? '';
  await takeFirst(client, field(configuration), 'CRM production');
  await client.act('choose', { ...field('window'), choice: 'everything' });
  await client.act('fill', { ...field('event_ids'), value: '41232' });
  await client.act('fill', { ...field('reason'), value: 'CRM outage on Friday' });
  const submitted = await client.act('submit', { person, viewId });
  expect(JSON.parse(submitted.body)).toEqual({ outcome: 'closed' });
}

test('the whole job goes through the page’s API, and on with a new process', async () => {
  const stateDir = await stateFolder();
  const first = await startTestPage(stateDir);
  const client = await openPage(first.url);
  await askForOrders(client);
  await until(client, requester, canBeDecided);
  await first.stop();

  const second = await startTestPage(stateDir);
  const again = await openPage(second.url);
  const waiting = await again.picture(approver);
  const card = cardOf(waiting);
  const click = { channelId: approvals, ts: card?.ts, actionId: 'approve' };
  expect((await again.act('click', { person: requester, ...click })).status).toBe(200);
  await until(again, requester, ({ ephemerals }) =>
    ephemerals.some(({ text }) => text.includes("You can't approve your own request")),
  );
  expect((await again.act('click', { person: approver, ...click })).status).toBe(200);

  const done = await until(
    again,
    approver,
    (picture) => picture.endpoint.runs[0]?.delivered === 18 && stateOf(picture) === 'accepted',
  );
  expect(done.calls.filter(({ endpoint }) => endpoint === 'init')).toHaveLength(1);
  const init = done.calls.find(({ endpoint }) => endpoint === 'init');
  expect(isJsonObject(init?.body) && init.body.event_id).toBe(41232);
  expect(done.deliveries.every(({ late }) => !late)).toBe(true);
});

test('a reset forgets everything, the clock too', async () => {
  const page = await startTestPage(await stateFolder());
  const client = await openPage(page.url);
  await client.act('say', { person: requester, channelId: approvals, text: 'Hello' });
  await client.act('advance', { ms: 3_600_000 });
  await client.act('doo-fault', { endpoint: 'init', preset: 'hang' });
  await client.act('turn', { name: 'endpointFails', on: true });
  const before = await client.picture(requester);
  expect(before.messages[approvals]).toHaveLength(1);
  expect(before.clock.aheadMs).toBe(3_600_000);
  expect(before.endpoint.isFailing).toBe(true);

  expect((await client.act('reset', {})).status).toBe(200);
  const after = await client.picture(requester);
  expect(after.messages[approvals] ?? []).toHaveLength(0);
  expect(after.clock.aheadMs).toBe(0);
  expect(after.faults.doo).toEqual([]);
  expect(after.endpoint.isFailing).toBe(false);
});

test('nobody is shown what is not theirs', async () => {
  const page = await startTestPage(await stateFolder());
  const client = await openPage(page.url);
  const channelNames = async (person: string) =>
    (await client.picture(person)).workspace.channels.map(({ name }) => name);
  expect(await channelNames(approver)).toContain('board');
  expect(await channelNames(requester)).not.toContain('board');
  const text = 'for the board alone';
  expect(
    (await client.act('say', { person: approver, channelId: people.board, text })).status,
  ).toBe(200);
  expect(JSON.stringify(await client.picture(requester))).not.toContain(text);
  expect(
    (await client.act('say', { person: requester, channelId: people.board, text })).status,
  ).toBe(409);
});

test('what cannot be done is refused with a reason', async () => {
  const page = await startTestPage(await stateFolder());
  const { act } = await openPage(page.url);
  const say = { person: requester, channelId: approvals, text: 'Hello' };
  expect((await act('say', { ...say, person: people.deactivated })).status).toBe(400);
  expect((await act('say', { ...say, surprise: 1 })).status).toBe(400);
  expect((await act('advance', { ms: -1 })).status).toBe(400);
  expect((await act('doo-fault', { endpoint: 'init', preset: 'constructor' })).status).toBe(400);
  expect((await act('constructor', {})).status).toBe(404);
  const gone = await act('submit', { person: requester, viewId: 'V0NOWHERE' });
  expect([gone.status, JSON.parse(gone.body).error]).toEqual([409, 'not_there']);
});

test('a busy port is left for the next one where that is allowed', async () => {
  const first = await startTestPage(await stateFolder());
  const { startPage } = await import('@doo-repush/sandbox/page/server');
  const port = Number(new URL(first.url).port);
  const options = { distDir: 'nowhere', stateDir: await stateFolder(), port };
  await expect(startPage(options)).rejects.toThrow('EADDRINUSE');
  const second = await startPage({ ...options, sparePorts: 20 });
  expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
  await second.stop();
});
