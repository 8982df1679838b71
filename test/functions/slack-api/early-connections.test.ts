import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { openConnections } from '@doo-repush/functions/slack-api/early-connections';
import { createSlackFetch } from '@doo-repush/functions/slack-api/fetch';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startTcpServer } from '../../support/local-server.ts';
import { loopbackCertificate } from '../../support/loopback-certificate.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';

/** A server whose connections answer as `connected` says, the first one as number 1. */
async function startCounted(connected: (socket: Socket, number: number) => void) {
  const counted = { connections: 0, calls: [] as string[] };
  const second = Promise.withResolvers<void>();
  const url = await startTcpServer((socket) => {
    counted.connections += 1;
    const number = counted.connections;
    socket.on('data', (bytes) =>
      counted.calls.push(`${number}: ${bytes}`.split(' HTTP/')[0] ?? ''),
    );
    connected(socket, number);
    if (number === 2) second.resolve();
  });
  return { url, counted, bothOpen: second.promise };
}

const answering = (socket: Socket) => socket.on('data', () => socket.write(ANSWER));

function fetchOver(url: string, time = { wallMs: 0, processMs: 0 }) {
  const clocks = { wall: () => time.wallMs, process: () => time.processMs };
  const early = openConnections(new URL(url), 2, clocks);
  const fetched = createSlackFetch(() => 0, early);
  return (path: string, to = url) => fetched(`${to}/api/${path}`, { method: 'POST', body: 'a=1' });
}

describe('connections that are begun early', () => {
  it('carry the first calls, and the calls after them', async () => {
    const { url, counted, bothOpen } = await startCounted(answering);
    const call = fetchOver(url);
    await bothOpen;
    const both = await Promise.all([call('users.info'), call('conversations.members')]);
    const third = await call('views.open');
    expect([...both, third].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(counted.connections).toBe(2);
    expect(counted.calls.toSorted()[0]).toMatch(/^1: POST \/api\//);
  });

  it('carry calls that are made before they are open', async () => {
    const { url, counted } = await startCounted(answering);
    const call = fetchOver(url);
    await Promise.all([call('users.info'), call('conversations.members')]);
    expect(counted.connections).toBe(2);
  });

  it('are not used for what must not be sent twice', async () => {
    const { url, counted, bothOpen } = await startCounted(answering);
    const call = fetchOver(url);
    await bothOpen;
    await call('chat.postMessage');
    expect(counted.calls).toEqual(['3: POST /api/chat.postMessage']);
  });

  it('are not used for another host', async () => {
    const { url, bothOpen } = await startCounted(answering);
    const other = await startCounted(answering);
    const call = fetchOver(url);
    await bothOpen;
    await call('users.info', other.url);
    expect(other.counted.calls).toEqual(['1: POST /api/users.info']);
  });

  it.each([
    ['have become too old', { wallMs: 4_001, processMs: 4_001 }],
    ['were frozen with the process', { wallMs: 600_000, processMs: 0 }],
    ['are from a time that has yet to come', { wallMs: -3_600_000, processMs: 5 }],
  ])('are left alone when they %s', async (_, later) => {
    const { url, counted, bothOpen } = await startCounted(answering);
    const time = { wallMs: 0, processMs: 0 };
    const call = fetchOver(url, time);
    await bothOpen;
    Object.assign(time, later);
    await call('users.info');
    expect(counted.calls).toEqual(['3: POST /api/users.info']);
  });

  it('fail nothing when the peer refuses them', async () => {
    const { url, counted } = await startCounted(answering);
    const refusing = openConnections(new URL('http://127.0.0.1:9'), 2, {
      wall: () => 0,
      process: () => 0,
    });
    const fetched = createSlackFetch(() => 0, { ...refusing, origin: url });
    expect(await fetched(`${url}/api/users.info`, {})).toMatchObject({ status: 200 });
    expect(counted.connections).toBe(1);
  });

  it.each([
    ['ended', (socket: Socket) => socket.end()],
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
  ])('fail nothing when the peer has %s them', async (_, close) => {
    const { url, counted, bothOpen } = await startCounted((socket, number) => {
      if (number > 2) answering(socket);
      else close(socket);
    });
    const call = fetchOver(url);
    await bothOpen;
    expect(await call('users.info')).toMatchObject({ status: 200 });
    expect(counted.connections).toBeGreaterThan(2);
  });

  it('have a call sent once more when the peer has forgotten them', async () => {
    const { url, counted, bothOpen } = await startCounted((socket, number) => {
      if (number > 2) answering(socket);
      else socket.on('data', () => socket.resetAndDestroy());
    });
    const call = fetchOver(url);
    await bothOpen;
    expect(await call('users.info')).toMatchObject({ status: 200 });
    expect(counted.calls).toHaveLength(2);
  });

  it('are encrypted, and checked like any other', async () => {
    const { url, connections, trust } = await startTls();
    const call = fetchOver(url);
    await expect(call('users.info')).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    trust();
    const before = connections();
    const trusted = fetchOver(url);
    const answers = await Promise.all([trusted('users.info'), trusted('conversations.members')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(connections() - before).toBe(2);
  });

  it('are given up when TLS does not come about soon after they are needed', async () => {
    const { url: silent } = await startCounted(() => undefined);
    const { url, trust } = await startTls();
    trust();
    const never = openConnections(new URL(silent.replace('http:', 'https:')), 2, {
      wall: () => 0,
      process: () => 0,
    });
    const fetched = createSlackFetch(() => 0, { ...never, origin: url });
    expect(await fetched(`${url}/api/users.info`, {})).toMatchObject({ status: 200 });
  });
});

async function startTls() {
  const { key, cert } = loopbackCertificate();
  let connections = 0;
  const server = createTlsServer({ key, cert }, (_, response) => response.end('{}'));
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const usual = getCACertificates('default');
  onTestFinished(() => {
    setDefaultCACertificates(usual);
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    trust: () => setDefaultCACertificates([...usual, cert]),
  };
}
