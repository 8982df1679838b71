import { openForm } from '@doo-repush/sandbox/headless';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/people';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { productForFile } from '../../support/product-for-file.ts';
import {
  commandBody,
  FORM,
  interactionBody,
  JSON_TYPE,
  signedEvent,
  signedHeaders,
  urlEvent,
} from '../../support/raw-delivery.ts';

const product = productForFile();
const MINUTE_MS = 60_000;
const HELP = '/doo-repush help';

const answerSchema = z.object({ statusCode: z.number(), body: z.string() });

/** What the function answered to an event: always an HTTP answer, never an error of its own. */
async function answerTo(sandbox: Sandbox, event: unknown) {
  const result = await sandbox.hosts.slack.invoke(event);
  if (!result.ok) throw new Error(`The function failed: ${result.errorType}`);
  return answerSchema.parse(result.payload);
}

const json = (value: unknown) => JSON.stringify(value);
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const asJson = (nowMs: number) => ({ nowMs, contentType: JSON_TYPE });
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const flipFirst = (text: string) => (text.startsWith('a') ? 'b' : 'a') + text.slice(1);

function badlySigned(nowMs: number, change: (signature: string) => string): object {
  const body = commandBody();
  const headers = signedHeaders(body, { nowMs });
  const signature = change(headers['x-slack-signature'] ?? '');
  return urlEvent({ headers: { ...headers, 'x-slack-signature': signature }, body });
}

function timed(timestamp: string, nowMs: number): object {
  return signedEvent(commandBody(), { nowMs, timestamp });
}

function without(name: string, nowMs: number): object {
  const body = commandBody();
  const { [name]: _dropped, ...headers } = signedHeaders(body, { nowMs });
  return urlEvent({ headers, body });
}

const seconds = (ms: number) => String(Math.floor(ms / 1000));
const otherTeam = { id: people.otherTeam, domain: 'partner' };
const team = { id: people.team, domain: 'sandbox' };

const unauthentic: [string, (nowMs: number) => unknown][] = [
  ['unsigned', () => urlEvent({ headers: { 'content-type': FORM }, body: commandBody() })],
  ['without any header', () => urlEvent({ headers: {}, body: commandBody() })],
  [
    'signed with another secret',
    (nowMs) => signedEvent(commandBody(), { nowMs, signingSecret: 'placeholder-of-others' }),
  ],
  [
    'signed with an empty secret',
    (nowMs) => signedEvent(commandBody(), { nowMs, signingSecret: '' }),
  ],
  ['with a malformed signature', (nowMs) => badlySigned(nowMs, () => 'v0=zz')],
  ['with an empty signature', (nowMs) => badlySigned(nowMs, () => '')],
  [
    'with a signature in capitals',
    (nowMs) => badlySigned(nowMs, (s) => `v0=${s.slice(3).toUpperCase()}A`),
  ],
  ['with a signature that goes on', (nowMs) => badlySigned(nowMs, (s) => `${s}\n`)],
  [
    'with the signature of another body',
    (nowMs) =>
      urlEvent({
        headers: signedHeaders(commandBody({ text: '' }), { nowMs }),
        body: commandBody(),
      }),
  ],
  [
    'with one byte changed',
    (nowMs) =>
      urlEvent({
        headers: signedHeaders(commandBody(), { nowMs }),
        body: flipFirst(commandBody()),
      }),
  ],
  [
    'with a body that was cut',
    (nowMs) =>
      urlEvent({
        headers: signedHeaders(commandBody(), { nowMs }),
        body: commandBody().slice(0, -1),
      }),
  ],
  ['signed six minutes ago', (nowMs) => timed(seconds(nowMs - 6 * MINUTE_MS), nowMs)],
  ['signed six minutes in the future', (nowMs) => timed(seconds(nowMs + 6 * MINUTE_MS), nowMs)],
  ['with a timestamp that is no number', (nowMs) => timed('yesterday', nowMs)],
  ['with a timestamp in exponents', (nowMs) => timed(`${nowMs / 1000}e0`, nowMs)],
  ['without a timestamp', (nowMs) => without('x-slack-request-timestamp', nowMs)],
  ['without a signature', (nowMs) => without('x-slack-signature', nowMs)],
  ['signed as version v1', (nowMs) => signedEvent(commandBody(), { nowMs, version: 'v1' })],
  [
    'with a list as its signature',
    (nowMs) => {
      const headers = signedHeaders(commandBody(), { nowMs });
      const signature = [headers['x-slack-signature']];
      return urlEvent({
        headers: { ...headers, 'x-slack-signature': signature },
        body: commandBody(),
      });
    },
  ],
  [
    'of JSON junk, unsigned',
    () => urlEvent({ headers: { 'content-type': JSON_TYPE }, body: '{"a":' }),
  ],
  [
    'of a URL verification, unsigned',
    () =>
      urlEvent({
        headers: { 'content-type': JSON_TYPE },
        body: json({ type: 'url_verification', challenge: 'x' }),
      }),
  ],
  [
    'of an ssl_check beside a command, unsigned',
    () => urlEvent({ headers: { 'content-type': FORM }, body: `ssl_check=1&${commandBody()}` }),
  ],
  [
    'of an ssl_check that says 0, unsigned',
    () => urlEvent({ headers: { 'content-type': FORM }, body: 'ssl_check=0' }),
  ],
  [
    'in base64 that is no whole number of bytes',
    (nowMs) =>
      urlEvent({
        headers: signedHeaders(commandBody(), { nowMs }),
        body: 'YWJ',
        isBase64Encoded: true,
      }),
  ],
];

test.for(unauthentic)('a delivery %s is refused with 401', async ([, eventAt]) => {
  const sandbox = product();
  expect(await answerTo(sandbox, eventAt(sandbox.clock.now()))).toEqual({
    statusCode: 401,
    body: '',
  });
  expectNothingHappened(sandbox);
});

const junk: [string, number, (nowMs: number) => unknown][] = [
  ['null', 400, () => null],
  ['a text', 400, () => 'ping'],
  ['a list', 400, () => []],
  ['an empty object', 400, () => ({})],
  [
    'a schedule event of AWS',
    400,
    () => ({ version: '0', source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }),
  ],
  [
    'an event without headers',
    400,
    () => ({ requestContext: { http: { method: 'POST' } }, body: commandBody() }),
  ],
  ['a GET', 405, () => urlEvent({ method: 'GET', headers: {} })],
  [
    'a signed PUT',
    405,
    (nowMs) =>
      urlEvent({
        method: 'PUT',
        headers: signedHeaders(commandBody(), { nowMs }),
        body: commandBody(),
      }),
  ],
  ['a signed empty body', 400, (nowMs) => signedEvent('', { nowMs })],
  ['no body', 400, (nowMs) => urlEvent({ headers: signedHeaders('', { nowMs }) })],
  [
    'a body that is an object',
    400,
    (nowMs) => urlEvent({ headers: signedHeaders('', { nowMs }), body: { a: 1 } }),
  ],
  [
    'a header name in two cases',
    400,
    (nowMs) =>
      urlEvent({
        headers: { ...signedHeaders(commandBody(), { nowMs }), 'X-Slack-Signature': 'v0=1' },
        body: commandBody(),
      }),
  ],
  [
    'invalid base64',
    400,
    (nowMs) =>
      urlEvent({
        headers: signedHeaders('x', { nowMs }),
        body: 'not base64!',
        isBase64Encoded: true,
      }),
  ],
  [
    'signed bytes that are no UTF-8',
    400,
    (nowMs) => {
      const bytes = Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d);
      return urlEvent({
        headers: signedHeaders(bytes, asJson(nowMs)),
        body: base64(bytes),
        isBase64Encoded: true,
      });
    },
  ],
  ['2 MB', 413, (nowMs) => signedEvent('a'.repeat(2 * 1024 * 1024), { nowMs })],
  ['signed JSON junk', 400, (nowMs) => signedEvent('{"a":', asJson(nowMs))],
  ['a signed JSON list', 400, (nowMs) => signedEvent('[1]', asJson(nowMs))],
  ['signed JSON null', 400, (nowMs) => signedEvent('null', asJson(nowMs))],
  ['JSON behind a byte order mark', 400, (nowMs) => signedEvent('\ufeff{}', asJson(nowMs))],
  ['a payload that is no JSON', 400, (nowMs) => signedEvent('payload=%7B', { nowMs })],
  ['a payload that is a list', 400, (nowMs) => signedEvent('payload=[]', { nowMs })],
  [
    'a payload beside a command',
    400,
    (nowMs) => signedEvent(`${commandBody()}&${interactionBody({ type: 'x', team })}`, { nowMs }),
  ],
  ['a form without a command', 400, (nowMs) => signedEvent('a=1', { nowMs })],
  [
    'a form field that stands twice',
    400,
    (nowMs) => signedEvent(`${commandBody()}&team_id=${people.team}`, { nowMs }),
  ],
  [
    'an ssl_check beside a command, signed',
    400,
    (nowMs) => signedEvent(`ssl_check=1&${commandBody()}`, { nowMs }),
  ],
  ['an ssl_check that says 0, signed', 400, (nowMs) => signedEvent('ssl_check=0', { nowMs })],
  [
    'an ssl_check in JSON',
    400,
    (nowMs) => signedEvent(json({ ssl_check: 1, team_id: people.team }), asJson(nowMs)),
  ],
  [
    'another content type',
    400,
    (nowMs) => signedEvent(commandBody(), { nowMs, contentType: 'text/plain' }),
  ],
  ['no content type', 400, (nowMs) => without('content-type', nowMs)],
  [
    'a command of another workspace',
    403,
    (nowMs) => signedEvent(commandBody({ team_id: people.otherTeam }), { nowMs }),
  ],
  [
    'a command without a team',
    403,
    (nowMs) => signedEvent(commandBody({ team_id: undefined }), { nowMs }),
  ],
  [
    'a click of another workspace',
    403,
    (nowMs) => signedEvent(interactionBody({ type: 'block_actions', team: otherTeam }), { nowMs }),
  ],
  [
    'a click without a team',
    403,
    (nowMs) => signedEvent(interactionBody({ type: 'block_actions', team: null }), { nowMs }),
  ],
  [
    'an event of another workspace',
    403,
    (nowMs) =>
      signedEvent(json({ type: 'event_callback', team_id: people.otherTeam }), asJson(nowMs)),
  ],
  [
    'a team in the prototype only',
    403,
    (nowMs) => signedEvent(`{"__proto__":{"team_id":"${people.team}"}}`, asJson(nowMs)),
  ],
  ['deeply nested JSON', 403, (nowMs) => signedEvent(`{"a":${nested(100_000)}}`, asJson(nowMs))],
  [
    'a deeply nested event of this workspace',
    404,
    (nowMs) =>
      signedEvent(
        `{"type":"event_callback","team_id":"${people.team}","event":${nested(100_000)}}`,
        asJson(nowMs),
      ),
  ],
  [
    'an interaction that nobody listens to',
    404,
    (nowMs) => signedEvent(interactionBody({ type: 'message_action', team }), { nowMs }),
  ],
];

test.for(junk)('%s is answered with %i', async ([, statusCode, eventAt]) => {
  const sandbox = product();
  const answer = await answerTo(sandbox, eventAt(sandbox.clock.now()));
  expect(answer.statusCode).toBe(statusCode);
  expectNothingHappened(sandbox);
});

const odd: [string, string, (nowMs: number) => unknown][] = [
  [
    'a really bare ssl_check',
    '',
    () => urlEvent({ headers: { 'content-type': FORM }, body: 'ssl_check=1' }),
  ],
  [
    'an ssl_check with the token of old apps',
    '',
    () => urlEvent({ headers: { 'content-type': FORM }, body: 'token=legacy&ssl_check=1' }),
  ],
  [
    'a form with a charset',
    HELP,
    (nowMs) => signedEvent(commandBody(), { nowMs, contentType: `${FORM}; charset=utf-8` }),
  ],
  [
    'a form in base64',
    HELP,
    (nowMs) =>
      urlEvent({
        headers: signedHeaders(commandBody(), { nowMs }),
        body: base64(commandBody()),
        isBase64Encoded: true,
      }),
  ],
  [
    'JSON in base64 with letters beyond ASCII',
    'Über',
    (nowMs) => {
      const body = json({ type: 'url_verification', challenge: 'Über' });
      const headers = signedHeaders(body, asJson(nowMs));
      return urlEvent({ headers, body: base64(body), isBase64Encoded: true });
    },
  ],
  [
    'a signed URL verification',
    'c4',
    (nowMs) => signedEvent(json({ type: 'url_verification', challenge: 'c4' }), asJson(nowMs)),
  ],
  [
    'header names in odd cases',
    HELP,
    (nowMs) => {
      const headers = Object.entries(signedHeaders(commandBody(), { nowMs })).map(
        ([name, value]) => [name.toUpperCase(), value],
      );
      return urlEvent({ headers: Object.fromEntries(headers), body: commandBody() });
    },
  ],
  [
    'field names of the prototype',
    HELP,
    (nowMs) => signedEvent(`__proto__=1&constructor=2&${commandBody()}`, { nowMs }),
  ],
  [
    'control characters in a command',
    'is not an event ID',
    (nowMs) => signedEvent(commandBody({ text: 'help\u0000\u001b\u202e' }), { nowMs }),
  ],
  [
    'a second delivery of a command',
    HELP,
    (nowMs) => {
      const headers = { ...signedHeaders(commandBody(), { nowMs }), 'x-slack-retry-num': '1' };
      return urlEvent({ headers, body: commandBody() });
    },
  ],
  [
    'a signature from four minutes ago',
    HELP,
    (nowMs) => timed(seconds(nowMs - 4 * MINUTE_MS), nowMs),
  ],
  ['a signature four minutes ahead', HELP, (nowMs) => timed(seconds(nowMs + 4 * MINUTE_MS), nowMs)],
];

test.for(odd)('%s is accepted', async ([, words, eventAt]) => {
  const sandbox = product();
  const answer = await answerTo(sandbox, eventAt(sandbox.clock.now()));
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain(words);
  expectNothingHappened(sandbox);
});

test('what anyone posts over HTTP gets a plain 4xx, and a command still opens the form', async () => {
  const sandbox = product();
  const posted = await sandbox.slack.client.deliver('payload=%7B', { 'content-type': FORM });
  expect(posted).toEqual({ status: 401, body: '' });
  const form = await openForm(sandbox, people.requester);
  expect(form.view.callback_id).toBe('request_form');
  expect(sandbox.hosts.slack.stats().coldStarts).toBe(1);
});

function expectNothingHappened(sandbox: Sandbox): void {
  expect(sandbox.hosts.slack.stats().crashes).toBe(0);
  expect(sandbox.slack.calls).toEqual([]);
}
