import { createLog } from '@doo-repush/functions/runtime/log';
import { guard } from '@doo-repush/functions/slack/guard/guard';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import fc from 'fast-check';
import { anyText } from '../any-text.ts';
import { commandBody, FORM, JSON_TYPE, signedHeaders, urlEvent } from '../raw-delivery.ts';
import { anyJson, anyJsonText, insertedInto } from './strangers.ts';
import { type FuzzTarget, fuzzTarget } from './target.ts';

const NOW_MS = 1_700_000_000_000;
const SECRET = 'placeholder-of-the-guard';
const ANSWERS = new Set([200, 400, 401, 403, 405, 413]);

const body = fc.oneof(
  anyJsonText,
  anyJsonText.map((text) => new URLSearchParams({ payload: text }).toString()),
  fc.tuple(fc.nat(), anyText(5)).map(([at, text]) => insertedInto(commandBody(), at, text)),
  fc
    .array(fc.tuple(anyText(10), anyText(20)), { maxLength: 6 })
    .map((fields) => `${new URLSearchParams(fields)}&team_id=${people.team}`),
);
const contentType = fc.oneof(
  fc.constantFrom(FORM, JSON_TYPE, `${FORM}; charset=utf-8`, 'text/plain', ''),
  anyText(30),
);

/** Runs the guard, which must either respond or pass the delivery on. */
async function guarded(event: unknown): Promise<'answer' | 'delivery'> {
  const trust = { signingSecret: SECRET, teamId: people.team };
  const result = await guard(event, {
    trust: async () => trust,
    log: createLog(
      (line) => void JSON.parse(line),
      () => NOW_MS,
    ),
    now: () => NOW_MS,
  });
  if (result.kind === 'answer' && !ANSWERS.has(result.answer.statusCode))
    throw new Error(`answered ${result.answer.statusCode}`);
  return result.kind;
}

async function expectKeptOut(event: unknown): Promise<void> {
  if ((await guarded(event)) !== 'answer') throw new Error('let an unsigned delivery in');
}

export const guardTargets: readonly FuzzTarget[] = [
  fuzzTarget('the guard, any event', fc.anything({ withNullPrototype: true }), expectKeptOut),
  fuzzTarget('the guard, any JSON event', anyJson, expectKeptOut),
  fuzzTarget(
    'the guard, unsigned',
    fc.record({ body, contentType, headers: fc.dictionary(anyText(20), fc.anything()) }),
    ({ body: text, contentType: type, headers }) =>
      expectKeptOut(urlEvent({ headers: { ...headers, 'content-type': type }, body: text })),
  ),
  fuzzTarget(
    'the guard, a signature that was changed',
    fc.record({ body, part: fc.constantFrom('body', 'signature', 'timestamp'), at: fc.nat() }),
    ({ body: text, part, at }) => {
      const headers = signedHeaders(text, { nowMs: NOW_MS, signingSecret: SECRET });
      const changed = {
        body: part === 'body' ? insertedInto(text, at, 'x') : text,
        signature: flipped(headers['x-slack-signature'] ?? '', part === 'signature' ? at : -1),
        timestamp: flipped(
          headers['x-slack-request-timestamp'] ?? '',
          part === 'timestamp' ? at : -1,
        ),
      };
      return expectKeptOut(
        urlEvent({
          headers: {
            ...headers,
            'x-slack-signature': changed.signature,
            'x-slack-request-timestamp': changed.timestamp,
          },
          body: changed.body,
        }),
      );
    },
  ),
  fuzzTarget(
    'the guard, signed',
    fc.record({ body, contentType, isBase64Encoded: fc.boolean() }),
    async ({ body: text, contentType: type, isBase64Encoded }) => {
      const bytes = Buffer.from(text);
      const headers = signedHeaders(bytes, {
        nowMs: NOW_MS,
        signingSecret: SECRET,
        contentType: type,
      });
      const sent = isBase64Encoded ? bytes.toString('base64') : text;
      await guarded(urlEvent({ headers, body: sent, isBase64Encoded }));
    },
  ),
];

/** Replaces the character at `at` by another hexadecimal digit; -1 changes nothing. */
function flipped(text: string, at: number): string {
  if (at < 0) return text;
  const index = at % text.length;
  const other = text[index] === '1' ? '2' : '1';
  return `${text.slice(0, index)}${other}${text.slice(index + 1)}`;
}
