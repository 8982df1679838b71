import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { createSlackFetch, SlackAnswerError } from '@doo-repush/functions/slack-api/fetch';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sendJson, startLocalServer, startTcpServer } from '../../support/local-server.ts';
import { loopbackCertificate } from '../../support/loopback-certificate.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const NOBODY = 'http://127.0.0.1:9/';

const fetched = createSlackFetch(() => 0);
const post = (url: string, signal?: AbortSignal) =>
  fetched(url, { method: 'POST', headers: FORM, body: 'a=1', ...(signal && { signal }) });

describe('a call to Slack', () => {
  it('sends method, headers and body, and returns the whole response', async () => {
    const server = await startLocalServer((_, response) =>
      sendJson(response, 200, { ok: true, text: 'žluťoučký' }, { 'X-OAuth-Scopes': 'commands' }),
    );
    const answer = await post(`${server.url}/api/users.info?x=1`);
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/api/users.info?x=1',
        headers: { ...FORM, 'content-length': '3' },
        body: 'a=1',
      },
    ]);
    expect(answer).toMatchObject({ ok: true, status: 200, statusText: 'OK' });
    expect(answer.url).toBe(`${server.url}/api/users.info?x=1`);
    expect(answer.headers.get('X-OAuth-scopes')).toBe('commands');
    expect(answer.headers.get('retry-after')).toBe(null);
    expect(await answer.json()).toEqual({ ok: true, text: 'žluťoučký' });
    expect(await answer.text()).toContain('žluťoučký');
    expect(new TextDecoder().decode(await answer.arrayBuffer())).toBe(await answer.text());
  });

  it.each([201, 400, 404, 429, 500, 503])(
    'returns a response with the status %i',
    async (status) => {
      const server = await startLocalServer((_, response) =>
        sendJson(response, status, { said: status }, { 'retry-after': '30' }),
      );
      const answer = await post(server.url);
      expect(answer).toMatchObject({ ok: status < 300, status });
      expect(await answer.json()).toEqual({ said: status });
      expect(Object.fromEntries(answer.headers.entries())).toMatchObject({ 'retry-after': '30' });
    },
  );

  it('reads a compressed response, and rejects one that it cannot decode', async () => {
    const bodies = [gzipSync('{"ok":true}'), Buffer.from('{"ok":true}')];
    const server = await startLocalServer((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bodies.shift()),
    );
    expect(await (await post(server.url)).json()).toEqual({ ok: true });
    await expect(post(server.url)).rejects.toThrow(SlackAnswerError);
    expect(server.requests[0]?.headers['accept-encoding']).toBe('gzip');
  });

  it('rejects a response that is too large, even if only after decompression, and holds little of it', async () => {
    const zeros = Buffer.alloc(96 * 1024 * 1024);
    const answers: [string, Buffer][] = [
      ['gzip', gzipSync(zeros)],
      ['br', brotliCompressSync(zeros.subarray(0, 40 * 1024 * 1024))],
      ['gzip, gzip', gzipSync(gzipSync(zeros))],
      ['identity', zeros.subarray(0, 40 * 1024 * 1024)],
    ];
    const sent = answers.length;
    const server = await startLocalServer((_, response) => {
      const [coding, body] = answers.shift() ?? [];
      response.writeHead(200, { 'content-encoding': coding }).end(body);
    });
    const before = process.memoryUsage.rss();
    for (let answer = 0; answer < sent; answer++)
      await expect(post(server.url)).rejects.toThrow('too large');
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('keeps the status of a response whose body cannot be read, if the status is what counts', async () => {
    const server = await startLocalServer((_, response) =>
      response.writeHead(429, { 'content-encoding': 'zstd', 'retry-after': '9' }).end('?'),
    );
    const answer = await post(server.url);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '9']);
    expect(await answer.text()).toBe('');
  });

  it.each([301, 302, 303, 307, 308])(
    'rejects the redirect %i and does not follow it',
    async (status) => {
      const elsewhere = await startLocalServer((_, response) => sendJson(response, 200, {}));
      const server = await startLocalServer((_, response) =>
        response.writeHead(status, { location: elsewhere.url }).end(),
      );
      await expect(post(server.url)).rejects.toThrow(`unexpected redirect (${status})`);
      expect(elsewhere.requests).toEqual([]);
    },
  );

  it('encodes a form with files like the platform does, and follows no redirect there either', async () => {
    const server = await startLocalServer(({ path }, response) =>
      path === '/moved' ? response.writeHead(307, { location: '/' }).end() : response.end('OK'),
    );
    const body = new FormData();
    body.append('file', new Blob(['a;b\n']), 'export.csv');
    const answer = await fetched(`${server.url}/upload`, { method: 'POST', body });
    expect(answer.status).toBe(200);
    expect(server.requests[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(server.requests[0]?.body).toContain('filename="export.csv"');
    await expect(fetched(`${server.url}/moved`, { method: 'POST', body })).rejects.toThrow();
    expect(server.requests.map(({ path }) => path)).toEqual(['/upload', '/moved']);
  });

  it('supports no other protocol', async () => {
    await expect(post('file:///etc/hostname')).rejects.toThrow('over file:');
  });
});

describe('a call without a response', () => {
  it('rejects if nothing listens', async () => {
    await expect(post(NOBODY)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('rejects if the connection ends before or during the response', async () => {
    const cut = await startTcpServer((socket) => socket.on('data', () => socket.destroy()));
    await expect(post(cut)).rejects.toMatchObject({ code: 'ECONNRESET' });
    const half = await startTcpServer((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{"ok":')),
    );
    await expect(post(half)).rejects.toMatchObject({ code: 'ECONNRESET' });
    const garbled = await startTcpServer((socket) =>
      socket.on('data', () => socket.end('SSH-2.0-not-http\r\n')),
    );
    await expect(post(garbled)).rejects.toThrow('Parse Error');
  });

  it('rejects with the reason of its signal: before the call, before the response, and during it', async () => {
    const reason = new Error('out of time');
    const server = await startLocalServer((_, response) => sendJson(response, 200, {}));
    await expect(post(server.url, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.requests).toEqual([]);

    for (const begin of ['', 'HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{"ok":']) {
      const giveUp = new AbortController();
      const url = await startTcpServer((socket) =>
        socket.on('data', () => socket.write(begin, () => giveUp.abort(reason))),
      );
      await expect(post(url, giveUp.signal)).rejects.toBe(reason);
    }
  });
});

/** A server that closes each connection as soon as a second call arrives on it. */
async function startForgetful(): Promise<{ url: string; calls: string[] }> {
  const calls: string[] = [];
  const url = await startTcpServer((socket) => {
    let served = 0;
    socket.on('data', (data) => {
      calls.push(String(data).split(' ')[1] ?? '');
      served += 1;
      if (served > 1) socket.destroy();
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    });
  });
  return { url, calls };
}

describe('a kept-alive connection that Slack closes as the next call goes out', () => {
  const afterOne = async (path: string) => {
    const { url, calls } = await startForgetful();
    const fresh = createSlackFetch(() => 0);
    const call = (to: string) => fresh(`${url}${to}`, { method: 'POST', body: 'a=1' });
    await call('/api/auth.test');
    return { calls, second: await call(path).catch((error: unknown) => error) };
  };

  it.each([
    'auth.test',
    'users.info',
    'usergroups.users.list',
    'conversations.history',
    'conversations.open',
    'views.open',
    'views.publish',
  ])('does not fail %s, which is sent once more on a new connection', async (method) => {
    const { calls, second } = await afterOne(`/api/${method}`);
    expect(second).toMatchObject({ status: 200 });
    expect(calls).toEqual(['/api/auth.test', `/api/${method}`, `/api/${method}`]);
  });

  it.each([
    '/api/chat.postMessage',
    '/api/chat.update',
    '/api/files.completeUploadExternal',
    '/commands/T0/1/users.info/x',
  ])('is never used for %s, which must not be sent twice', async (path) => {
    const { calls, second } = await afterOne(path);
    expect(second).toMatchObject({ status: 200 });
    expect(calls).toEqual(['/api/auth.test', path]);
  });
});

describe('a connection', () => {
  it('serves several calls, but none after 4 s of idling by the clock', async () => {
    let nowMs = 1_000_000;
    const later = createSlackFetch(() => nowMs);
    let connections = 0;
    const url = await startTcpServer((socket) => {
      connections += 1;
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'));
    });
    for (const waitMs of [0, 3_999, 3_999]) {
      nowMs += waitMs;
      await later(`${url}/api/users.info`, { method: 'POST', body: 'a=1' });
    }
    expect(connections).toBe(1);
    nowMs += 4_000;
    await later(`${url}/api/users.info`, { method: 'POST', body: 'a=1' });
    expect(connections).toBe(2);
  });

  it('serves no more after 4 s of idling, even if other calls have just ended or failed', async () => {
    let nowMs = 1_000_000;
    const later = createSlackFetch(() => nowMs);
    let connections = 0;
    const url = await startTcpServer((socket) => {
      connections += 1;
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'));
    });
    const giveUp = new AbortController();
    const called = Promise.withResolvers<void>();
    const silent = await startLocalServer(() => called.resolve());
    await later(`${url}/api/users.info`, { method: 'POST', body: 'a=1' });
    const hanging = later(silent.url, { method: 'POST', body: 'a=1', signal: giveUp.signal });
    await called.promise;
    nowMs += 60_000;
    giveUp.abort(new Error('out of time'));
    await expect(hanging).rejects.toThrow('out of time');
    await later(`${url}/api/users.info`, { method: 'POST', body: 'a=1' });
    expect(connections).toBe(2);
  });

  it('is separate for each of several concurrent calls', async () => {
    const server = await startLocalServer(({ body }, response) => sendJson(response, 200, body));
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((body) => fetched(server.url, { method: 'POST', body })),
    );
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(['a', 'b', 'c']);
  });

  it('is encrypted, with a certificate that this machine trusts', async () => {
    const { key, cert } = loopbackCertificate();
    const server = createServer({ key, cert }, (_, response) => response.end('{"ok":true}'));
    const url = await listening(server);
    await expect(post(url)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });

    const usual = getCACertificates('default');
    setDefaultCACertificates([...usual, cert]);
    onTestFinished(() => setDefaultCACertificates(usual));
    expect(await (await post(url)).json()).toEqual({ ok: true });
  });
});

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
