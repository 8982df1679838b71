import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { commandSignedAt, type RawCase } from '../raw-case.ts';
import {
  commandBody,
  FORM,
  JSON_TYPE,
  signedEvent,
  signedHeaders,
  urlEvent,
} from '../raw-delivery.ts';

const MINUTE_MS = 60_000;
const HELP = '/doo-repush help';
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const asJson = (nowMs: number) => ({ nowMs, contentType: JSON_TYPE });
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

/**
 * Odd deliveries that are nevertheless Slack's, with the text of the response; none of them opens anything.
 */
export const oddButRight: RawCase<string>[] = [
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
    'a signed form in an event that names no method',
    HELP,
    (nowMs) => ({ ...signedEvent(commandBody(), { nowMs }), requestContext: {} }),
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
      const body = JSON.stringify({ type: 'url_verification', challenge: 'Über' });
      const headers = signedHeaders(body, asJson(nowMs));
      return urlEvent({ headers, body: base64(body), isBase64Encoded: true });
    },
  ],
  [
    'a signed URL verification',
    'c4',
    (nowMs) =>
      signedEvent(JSON.stringify({ type: 'url_verification', challenge: 'c4' }), asJson(nowMs)),
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
    'a deeply nested event of this workspace',
    '',
    (nowMs) =>
      signedEvent(
        `{"type":"event_callback","team_id":"${people.team}","event":${nested(100_000)}}`,
        asJson(nowMs),
      ),
  ],
  [
    'control characters in a command',
    HELP,
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
  ['a signature from four minutes ago', HELP, (nowMs) => commandSignedAt(nowMs - 4 * MINUTE_MS)],
  ['a signature four minutes ahead', HELP, (nowMs) => commandSignedAt(nowMs + 4 * MINUTE_MS)],
];
