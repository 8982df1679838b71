import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { commandWithout, type RawCase } from '../raw-case.ts';
import {
  commandBody,
  interactionBody,
  JSON_TYPE,
  signedEvent,
  signedHeaders,
  urlEvent,
} from '../raw-delivery.ts';

const otherTeam = { id: people.otherTeam, domain: 'partner' };
const team = { id: people.team, domain: 'sandbox' };
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const asJson = (nowMs: number) => ({ nowMs, contentType: JSON_TYPE });
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

/**
 * Deliveries that the guard cannot parse or that are for another workspace, with the status of the
 * response.
 */
export const notUnderstood: RawCase<number>[] = [
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
  [
    'an interaction of nobody',
    400,
    (nowMs) =>
      signedEvent(interactionBody({ type: 'block_actions', team, user: null, actions: [] }), {
        nowMs,
      }),
  ],
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
    (nowMs) => signedEvent(JSON.stringify({ ssl_check: 1, team_id: people.team }), asJson(nowMs)),
  ],
  [
    'another content type',
    400,
    (nowMs) => signedEvent(commandBody(), { nowMs, contentType: 'text/plain' }),
  ],
  ['no content type', 400, (nowMs) => commandWithout('content-type', nowMs)],
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
      signedEvent(
        JSON.stringify({ type: 'event_callback', team_id: people.otherTeam }),
        asJson(nowMs),
      ),
  ],
  [
    'a team in the prototype only',
    403,
    (nowMs) => signedEvent(`{"__proto__":{"team_id":"${people.team}"}}`, asJson(nowMs)),
  ],
  ['deeply nested JSON', 403, (nowMs) => signedEvent(`{"a":${nested(100_000)}}`, asJson(nowMs))],
  [
    'an interaction that nobody listens to',
    404,
    (nowMs) =>
      signedEvent(
        interactionBody({ type: 'message_action', team, user: { id: people.requester } }),
        { nowMs },
      ),
  ],
];
