import { createServer } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { type Exchange, type HttpRequest, request } from '@doo-repush/core/doo/http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sendJson, startLocalServer, startTcpServer } from '../../support/local-server.ts';

const TIMEOUTS = { connectMs: 1000, headersMs: 1000, bodyMs: 1000, callMs: 3000 };
const GOOD_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 40\r\n\r\n';

function post(
  url: string,
  timeouts: Partial<typeof TIMEOUTS> = {},
  more: Partial<HttpRequest> & { signal?: AbortSignal } = {},
): Promise<Exchange> {
  const { signal, ...call } = more;
  const options = { timeouts: { ...TIMEOUTS, ...timeouts }, now: () => 0, signal };
  return request(
    { method: 'POST', url, headers: {}, body: '{}', maxResponseBytes: 1000, ...call },
    options,
  );
}

/** A server that does `act` once it has read a whole request, and counts the requests. */
async function afterRequest(act: (socket: import('node:net').Socket) => void) {
  const seen = { requests: 0 };
  const url = await startTcpServer((socket) => {
    socket.on('data', (data) => {
      seen.requests += data.toString().split('POST ').length - 1;
      act(socket);
    });
  });
  return { url, seen };
}

/** A port of loopback on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('request, before a connection', () => {
  it('says unreachable when the connection is refused', async () => {
    const exchange = await post(`http://127.0.0.1:${await closedPort()}/`);
    expect(exchange).toEqual({ kind: 'lost', code: 'unreachable', cause: 'ECONNREFUSED' });
  });

  it('says unreachable when the name has no address', async () => {
    const exchange = await post('http://nowhere.invalid/');
    expect(exchange).toMatchObject({ kind: 'lost', code: 'unreachable' });
  });

  it('says unreachable when the peer does not speak TLS', async () => {
    const server = await startLocalServer((_, response) => sendJson(response, 200, {}));
    const exchange = await post(server.url.replace('http:', 'https:'));
    expect(exchange).toMatchObject({ kind: 'lost', code: 'unreachable' });
    expect(server.requests).toEqual([]);
  });

  it('says unreachable when the connection takes too long', async () => {
    const url = await startTcpServer(() => undefined);
    const exchange = await post(url.replace('http:', 'https:'), { connectMs: 30 });
    expect(exchange).toEqual({
      kind: 'lost',
      code: 'unreachable',
      cause: 'UND_ERR_CONNECT_TIMEOUT',
    });
  });

  it('says unreachable when the whole time ends while connecting, and sends nothing later', async () => {
    let received = '';
    const url = await startTcpServer((socket) => {
      socket.on('data', (data) => {
        received += data.toString('latin1');
      });
    });
    const startMs = performance.now();
    const exchange = await post(url.replace('http:', 'https:'), { callMs: 30 });
    expect(exchange).toMatchObject({ kind: 'lost', code: 'unreachable' });
    expect(performance.now() - startMs).toBeLessThan(TIMEOUTS.connectMs);
    expect(received).not.toContain('POST');
  });
});

describe('request, after the request was written', () => {
  it('says interrupted when the connection is reset, and does not send again', async () => {
    const { url, seen } = await afterRequest((socket) => socket.resetAndDestroy());
    const exchange = await post(url);
    expect(exchange).toMatchObject({ kind: 'lost', code: 'interrupted' });
    expect(seen.requests).toBe(1);
  });

  it('says interrupted when the connection is closed without an answer', async () => {
    const { url, seen } = await afterRequest((socket) => socket.end());
    expect(await post(url)).toMatchObject({ kind: 'lost', code: 'interrupted' });
    expect(seen.requests).toBe(1);
  });

  it('says interrupted when the connection is accepted and dropped at once', async () => {
    const url = await startTcpServer((socket) => socket.destroy());
    expect(await post(url)).toMatchObject({ kind: 'lost', code: 'interrupted' });
  });

  it('says interrupted when a good answer ends half-way', async () => {
    const { url } = await afterRequest((socket) => socket.end(`${GOOD_HEAD}{"response_status"`));
    expect(await post(url)).toMatchObject({ kind: 'lost', code: 'interrupted' });
  });

  it('says timed out when no answer comes', async () => {
    const { url } = await afterRequest(() => undefined);
    expect(await post(url, { headersMs: 30 })).toEqual({
      kind: 'lost',
      code: 'timed_out',
      cause: 'UND_ERR_HEADERS_TIMEOUT',
    });
  });

  it('says timed out when the body of a good answer stops', async () => {
    const { url } = await afterRequest((socket) => socket.write(`${GOOD_HEAD}{`));
    expect(await post(url, { bodyMs: 30 })).toMatchObject({ code: 'timed_out' });
  });

  it('says timed out when the body drips until the time of the whole call has ended', async () => {
    const { url } = await afterRequest((socket) => {
      socket.write(GOOD_HEAD);
      const drip = setInterval(() => socket.write(' '), 10);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await post(url, { callMs: 80 })).toMatchObject({ code: 'timed_out' });
  });

  it('says timed out when the caller gives up', async () => {
    const controller = new AbortController();
    const { url } = await afterRequest(() => controller.abort());
    const exchange = await post(url, {}, { signal: controller.signal });
    expect(exchange).toEqual({ kind: 'lost', code: 'timed_out', cause: 'AbortError' });
  });

  it('says timed out when the time of the whole call ends before the caller gives up', async () => {
    const { url } = await afterRequest(() => undefined);
    const { signal } = new AbortController();
    const exchange = await post(url, { callMs: 30 }, { signal });
    expect(exchange).toEqual({ kind: 'lost', code: 'timed_out', cause: 'TimeoutError' });
  });

  it('says unreadable when the answer is not HTTP', async () => {
    const { url } = await afterRequest((socket) => socket.end('220 smtp ready\r\n\r\n'));
    expect(await post(url)).toMatchObject({ kind: 'lost', code: 'unreadable' });
  });

  it('says too large when the headers or the body of a good answer do not end', async () => {
    const server = await startLocalServer(({ path }, response) => {
      if (path === '/headers') response.setHeader('x-padding', 'x'.repeat(20_000));
      response.end('x'.repeat(1001));
    });
    expect(await post(server.url)).toMatchObject({ kind: 'lost', code: 'too_large' });
    expect(await post(`${server.url}/headers`)).toMatchObject({ kind: 'lost', code: 'too_large' });
  });
});

describe('request, answered', () => {
  it('sends what it is told to over a connection of its own', async () => {
    const ports = new Set<number | undefined>();
    const server = createServer((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      sendJson(response, 200, { path: incoming.url, key: incoming.headers['x-api-key'] });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const more = { headers: { 'x-api-key': 'placeholder-api-key' } };
    for (const page of [1, 2]) {
      expect(await post(`http://127.0.0.1:${port}/a%20b?page=${page}`, {}, more)).toEqual({
        kind: 'answered',
        status: 200,
        body: { path: `/a%20b?page=${page}`, key: 'placeholder-api-key' },
      });
    }
    expect(ports.size).toBe(2);
  });

  it('closes the connection, be it that the answer never ends', async () => {
    const closed: Promise<void>[] = [];
    const server = await startLocalServer(({ path }, response) => {
      const { socket } = response;
      closed.push(new Promise((resolve) => socket?.on('close', () => resolve())));
      if (path === '/endless') response.write('x'.repeat(2_000));
      else sendJson(response, 200, {});
    });
    await post(server.url);
    await post(`${server.url}/endless`);
    expect(await Promise.all(closed)).toHaveLength(2);
  });

  it('takes a body up to the limit, and has none for what is not JSON', async () => {
    const server = await startLocalServer(({ path }, response) => {
      response.end(path === '/html' ? '<html></html>' : JSON.stringify('x'.repeat(998)));
    });
    expect(await post(server.url)).toMatchObject({ status: 200, body: 'x'.repeat(998) });
    expect(await post(`${server.url}/html`)).toEqual({
      kind: 'answered',
      status: 200,
      body: undefined,
    });
  });

  const JSON_TEXT = '{"items_processed":412}';
  it.each<[string | string[], Buffer | string]>([
    ['gzip', gzipSync(JSON_TEXT)],
    ['GZip', gzipSync(JSON_TEXT)],
    ['x-gzip', gzipSync(JSON_TEXT)],
    ['deflate', deflateSync(JSON_TEXT)],
    ['deflate', deflateSync(JSON_TEXT, { level: 9 })],
    ['deflate', deflateRawSync(JSON_TEXT)],
    ['br', brotliCompressSync(JSON_TEXT)],
    ['gzip, br', brotliCompressSync(gzipSync(JSON_TEXT))],
    ['deflate ,gzip', gzipSync(deflateRawSync(JSON_TEXT))],
    [['br', 'gzip'], gzipSync(brotliCompressSync(JSON_TEXT))],
    ['identity', JSON_TEXT],
    ['', JSON_TEXT],
    ['identity, gzip', gzipSync(JSON_TEXT)],
  ])('asks for no coding, and reads %j that comes all the same', async (coding, body) => {
    const server = await startLocalServer((_, response) => {
      response.setHeader('content-encoding', coding);
      response.end(body);
    });
    const expected = { kind: 'answered', status: 200, body: { items_processed: 412 } };
    expect(await post(server.url)).toEqual(expected);
    expect(server.requests.map(({ headers }) => headers['accept-encoding'])).toEqual(['identity']);
  });

  it.each<[string, string, Buffer | string]>([
    ['an unknown coding', 'zstd', '(?'],
    ['a word that is none', 'constructor', JSON_TEXT],
    ['one unknown of several', 'gzip, aws-chunked', gzipSync(JSON_TEXT)],
    ['a coding that is not applied', 'gzip', JSON_TEXT],
    ['the other order', 'br, gzip', brotliCompressSync(gzipSync(JSON_TEXT))],
    ['an end that is missing', 'gzip', gzipSync(JSON_TEXT).subarray(0, -9)],
    ['nothing but the frame', 'deflate', deflateSync(JSON_TEXT).subarray(0, 2)],
    ['more codings than anybody applies', 'gzip,gzip,gzip,gzip', gzipSync(JSON_TEXT)],
  ])(
    'says unreadable for a good answer with %s, and keeps any other',
    async (_what, coding, body) => {
      const server = await startLocalServer(({ path }, response) => {
        response
          .writeHead(path === '/refused' ? 422 : 200, { 'content-encoding': coding })
          .end(body);
      });
      const lost = { kind: 'lost', code: 'unreadable', cause: 'CONTENT_ENCODING' };
      expect(await post(server.url)).toEqual(lost);
      const kept = { kind: 'answered', status: 422, body: undefined };
      expect(await post(`${server.url}/refused`)).toEqual(kept);
    },
  );

  it.each<[string, Buffer]>([
    ['gzip', gzipSync(Buffer.alloc(800_000))],
    ['deflate', deflateSync(Buffer.alloc(800_000))],
    ['br', brotliCompressSync(Buffer.alloc(10_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(100_000_000)))],
  ])('says too large for what only %s makes small', async (coding, body) => {
    expect(body.byteLength).toBeLessThan(1_000);
    const server = await startLocalServer((_, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(body);
    });
    expect(await post(server.url)).toMatchObject({ kind: 'lost', code: 'too_large' });
  });

  it('reads an answer without a body, whatever its coding', async () => {
    const server = await startLocalServer((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end();
    });
    expect(await post(server.url)).toEqual({ kind: 'answered', status: 200, body: undefined });
  });

  it('does not follow a redirect', async () => {
    const server = await startLocalServer((_, response) => {
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await post(server.url)).toMatchObject({ kind: 'answered', status: 307 });
    expect(server.requests).toHaveLength(1);
  });

  it('keeps a refusal whose body is lost or too large', async () => {
    const { url } = await afterRequest((socket) =>
      socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 40\r\n\r\n{"mess'),
    );
    expect(await post(url)).toEqual({ kind: 'answered', status: 404, body: undefined });
    const server = await startLocalServer((_, response) => {
      response.writeHead(422).end('x'.repeat(5000));
    });
    expect(await post(server.url)).toEqual({ kind: 'answered', status: 422, body: undefined });
  });

  it('tells how long doo wants to be left alone', async () => {
    const server = await startLocalServer((_, response) => {
      sendJson(response, 429, {}, { 'retry-after': '7' });
    });
    expect(await post(server.url)).toMatchObject({ status: 429, retryAfterMs: 7000 });
  });
});
