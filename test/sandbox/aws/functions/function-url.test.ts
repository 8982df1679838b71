import { request } from 'node:http';
import {
  createFunctionHost,
  type FunctionHost,
} from '@doo-repush/sandbox/aws/functions/function-host';
import {
  createFunctionUrl,
  type FunctionUrl,
} from '@doo-repush/sandbox/aws/functions/function-url';
import {
  type RequestParts,
  toFunctionUrlEvent,
} from '@doo-repush/sandbox/aws/functions/function-url-event';
import { createClock } from '@doo-repush/sandbox/clock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFixture } from '../../../support/bundled-fixtures/bundle.ts';

function toEvent(parts: Partial<RequestParts> & { text?: string }) {
  return toFunctionUrlEvent({
    method: 'POST',
    target: '/slack',
    headers: [],
    body: Buffer.from(parts.text ?? ''),
    domainName: 'abc.lambda-url.eu-central-1.on.aws',
    sourceIp: '127.0.0.1',
    requestId: 'r1',
    timeMs: Date.UTC(2026, 10, 2, 3, 4, 5),
    ...parts,
  });
}

describe('the event of a function URL', () => {
  test.each([
    ['application/x-www-form-urlencoded', true],
    ['application/x-www-form-urlencoded; charset=utf-8', true],
    ['application/octet-stream', true],
    [undefined, true],
    ['application/json', false],
    ['Application/JSON; charset=utf-8', false],
    ['text/plain', false],
  ])('carries a body of type %s in base64: %s', (contentType, isBase64Encoded) => {
    const text = 'payload=%7B%22a%22%3A%22%C3%A4%22%7D&ä';
    const event = toEvent({
      text,
      headers: contentType === undefined ? [] : [['Content-Type', contentType]],
    });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    const encoding = isBase64Encoded ? 'base64' : 'utf8';
    expect(Buffer.from(event.body ?? '', encoding).toString()).toBe(text);
  });

  test('has no body when the request has none', () => {
    const event = toEvent({ method: 'GET' });
    expect(event).not.toHaveProperty('body');
    expect(event.isBase64Encoded).toBe(false);
  });

  test('joins duplicated headers by commas under names in lower case', () => {
    const { headers, cookies } = toEvent({
      headers: [
        ['X-Forwarded', 'a'],
        ['x-forwarded', 'b'],
        ['X-Slack-Signature', 'v0=0'],
        ['Cookie', 'a=1; b=2'],
      ],
    });
    expect(headers).toMatchObject({ 'x-forwarded': 'a,b', 'x-slack-signature': 'v0=0' });
    expect(cookies).toEqual(['a=1', 'b=2']);
  });

  test('keeps path and query as they came and offers the query decoded', () => {
    const event = toEvent({ target: '/a%20b?x=1&x=2&y=%C3%A4' });
    expect(event).toMatchObject({
      rawPath: '/a%20b',
      rawQueryString: 'x=1&x=2&y=%C3%A4',
      queryStringParameters: { x: '1,2', y: 'ä' },
      requestContext: { http: { method: 'POST', path: '/a b' } },
    });
    expect(toEvent({})).not.toHaveProperty('queryStringParameters');
  });

  test('names the time of the request', () => {
    expect(toEvent({}).requestContext).toMatchObject({
      time: '02/Nov/2026:03:04:05 +0000',
      timeEpoch: Date.UTC(2026, 10, 2, 3, 4, 5),
    });
  });
});

describe('the front', () => {
  let host: FunctionHost;
  let front: FunctionUrl;

  beforeAll(async () => {
    const clock = createClock();
    host = createFunctionHost({
      name: 'slack',
      bundlePath: await bundleFixture('plain'),
      env: {},
      clock,
      timeoutMs: 3000,
      maxProcesses: 1,
      onLog: () => undefined,
    });
    front = createFunctionUrl({ host, clock });
    await front.start();
  });
  afterAll(async () => {
    await front.stop();
    await host.stop();
  });

  test('hands a request to the function and its answer back', async () => {
    const body = new URLSearchParams({ command: '/doo-repush', text: 'ä' });
    const response = await fetch(`${front.url}/slack/events?a=1`, { method: 'POST', body });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-seen')).toBe('yes');
    const event = await response.json();
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/slack/events',
      isBase64Encoded: true,
    });
    expect(event).toHaveProperty('body', Buffer.from(body.toString()).toString('base64'));
  });

  test('hands on headers that were sent twice', async () => {
    const seen = await new Promise<string>((resolve, reject) => {
      const call = request(`${front.url}/slack`, { headers: { 'X-Twice': ['a', 'b'] } });
      call.on('error', reject);
      call.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      });
      call.end();
    });
    expect(JSON.parse(seen).headers).toMatchObject({ 'x-twice': 'a,b' });
  });

  test('answers 502 when the function fails, without its message', async () => {
    const response = await fetch(`${front.url}/throws`);
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({ message: 'Internal Server Error' });
  });

  test('records each delivery with its status, time and temperature', async () => {
    const earlier = front.deliveries.length;
    await fetch(`${front.url}/slack`, { method: 'POST', body: '{}' });
    await fetch(`${front.url}/throws`);
    expect(front.deliveries.slice(earlier)).toEqual([
      { method: 'POST', path: '/slack', status: 201, durationMs: expect.any(Number), cold: false },
      { method: 'GET', path: '/throws', status: 502, durationMs: expect.any(Number), cold: false },
    ]);
  });
});
