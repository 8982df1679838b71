import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { RawCase } from '../raw-case.ts';
import {
  commandBody,
  FORM,
  interactionBody,
  JSON_TYPE,
  signedEvent,
  signedHeaders,
  urlEvent,
} from '../raw-delivery.ts';

const MINUTE_MS = 60_000;
/**
 * The largest body that is read, and the largest that a function URL delivers (AWS docs: Lambda quotas).
 */
const READ_BYTES = 1024 * 1024;
const DELIVERED_BYTES = 6 * 1024 * 1024;

const fields = 'a&'.repeat(READ_BYTES / 2);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const asForm = { 'content-type': FORM };
const asJson = (nowMs: number) => ({ nowMs, contentType: JSON_TYPE });

function badlySigned(body: string, nowMs: number, isBase64Encoded = false): object {
  return urlEvent({ headers: signedHeaders('another body', { nowMs }), body, isBase64Encoded });
}

/** Refused deliveries that are designed to be as expensive as possible, with the status of the response. */
export const costly: readonly RawCase<number>[] = [
  ['1 MB of fields, unsigned', 401, () => urlEvent({ headers: asForm, body: fields })],
  [
    '1 MB of fields in base64, unsigned',
    401,
    () => urlEvent({ headers: asForm, body: base64(fields), isBase64Encoded: true }),
  ],
  [
    '1 MB of JSON in lists, unsigned',
    401,
    () =>
      urlEvent({
        headers: { 'content-type': JSON_TYPE },
        body: `${'['.repeat(READ_BYTES / 2)}${']'.repeat(READ_BYTES / 2)}`,
      }),
  ],
  [
    '2 KB of an ssl_check, unsigned',
    401,
    () => urlEvent({ headers: asForm, body: `ssl_check=1&token=${'a'.repeat(2_048)}` }),
  ],
  [
    '6 MB, unsigned',
    413,
    () => urlEvent({ headers: asForm, body: 'a&'.repeat(DELIVERED_BYTES / 2) }),
  ],
  [
    '6 MB of base64 that is none at its end',
    413,
    (nowMs) => badlySigned(`${'A'.repeat(DELIVERED_BYTES)}!`, nowMs, true),
  ],
  [
    '1 MB of base64 that is none at its end',
    400,
    (nowMs) => badlySigned(`${'A'.repeat(READ_BYTES)}!!!!`, nowMs, true),
  ],
  ['1 MB of fields with a wrong signature', 401, (nowMs) => badlySigned(fields, nowMs)],
  [
    '1 MB of fields in base64 with a wrong signature',
    401,
    (nowMs) => badlySigned(base64(fields), nowMs, true),
  ],
  [
    '1 MB with a signature of another secret',
    401,
    (nowMs) => signedEvent(fields, { nowMs, signingSecret: 'placeholder-of-others' }),
  ],
  [
    '1 MB that was signed six minutes ago',
    401,
    (nowMs) => signedEvent(fields, { nowMs: nowMs - 6 * MINUTE_MS }),
  ],
  [
    'a signature of 1 MB',
    401,
    (nowMs) => {
      const headers = signedHeaders(commandBody(), { nowMs });
      const signature = `v0=${'a'.repeat(READ_BYTES)}`;
      return urlEvent({ headers: { ...headers, 'x-slack-signature': signature }, body: fields });
    },
  ],
  [
    'a timestamp of 1 MB',
    401,
    (nowMs) => signedEvent(commandBody(), { nowMs, timestamp: '1'.repeat(READ_BYTES) }),
  ],
  [
    'a content type of 1 MB, unsigned',
    401,
    () => urlEvent({ headers: { 'content-type': '; '.repeat(READ_BYTES / 2) }, body: 'a' }),
  ],
  [
    'a content type of 1 MB, signed',
    400,
    (nowMs) => signedEvent(commandBody(), { nowMs, contentType: '; '.repeat(READ_BYTES / 2) }),
  ],
  [
    '10,000 headers',
    431,
    (nowMs) => {
      const many = Array.from({ length: 10_000 }, (_, index) => [`x-${index}`, 'a']);
      const headers = { ...Object.fromEntries(many), ...signedHeaders(commandBody(), { nowMs }) };
      return urlEvent({ headers, body: commandBody() });
    },
  ],
  ['1 MB of fields, signed', 400, (nowMs) => signedEvent(fields, { nowMs })],
  [
    'a signed command among 100,000 fields',
    400,
    (nowMs) => signedEvent(`${commandBody()}${'&a=1'.repeat(100_000)}`, { nowMs }),
  ],
  [
    'a signed command of another workspace with 1 MB of spaces',
    403,
    (nowMs) =>
      signedEvent(`${commandBody({ team_id: people.otherTeam })}&a=${'+'.repeat(1_000_000)}`, {
        nowMs,
      }),
  ],
  [
    'a signed click of another workspace with 300 KB in it',
    403,
    (nowMs) =>
      signedEvent(
        interactionBody({
          type: 'block_actions',
          team: { id: people.otherTeam },
          message: { text: '"'.repeat(100_000) },
        }),
        { nowMs },
      ),
  ],
  [
    'a signed event of another workspace with 1 MB of lists',
    403,
    (nowMs) => {
      const nested = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
      return signedEvent(`{"team_id":"${people.otherTeam}","a":${nested}}`, asJson(nowMs));
    },
  ],
];
