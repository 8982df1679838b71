import { commandSignedAt, commandWithout } from '../raw-case.ts';
import {
  commandBody,
  FORM,
  JSON_TYPE,
  signedEvent,
  signedHeaders,
  urlEvent,
} from '../raw-delivery.ts';

const MINUTE_MS = 60_000;
const flipFirst = (text: string) => (text.startsWith('a') ? 'b' : 'a') + text.slice(1);

function badlySigned(nowMs: number, change: (signature: string) => string): object {
  const body = commandBody();
  const headers = signedHeaders(body, { nowMs });
  const signature = change(headers['x-slack-signature'] ?? '');
  return urlEvent({ headers: { ...headers, 'x-slack-signature': signature }, body });
}

/** Deliveries that may not be Slack's; each is refused with 401. */
export const unauthentic: readonly [string, (nowMs: number) => unknown][] = [
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
  ['signed six minutes ago', (nowMs) => commandSignedAt(nowMs - 6 * MINUTE_MS)],
  ['signed six minutes in the future', (nowMs) => commandSignedAt(nowMs + 6 * MINUTE_MS)],
  [
    'with a timestamp that is no number',
    (nowMs) => signedEvent(commandBody(), { nowMs, timestamp: 'yesterday' }),
  ],
  [
    'with a timestamp in exponents',
    (nowMs) => signedEvent(commandBody(), { nowMs, timestamp: `${nowMs / 1000}e0` }),
  ],
  ['without a timestamp', (nowMs) => commandWithout('x-slack-request-timestamp', nowMs)],
  ['without a signature', (nowMs) => commandWithout('x-slack-signature', nowMs)],
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
        body: JSON.stringify({ type: 'url_verification', challenge: 'x' }),
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
