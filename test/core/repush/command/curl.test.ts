import type { CommandDraft } from '@doo-repush/core/repush/command-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../support/any-text.ts';
import { draftOf, read, wordsOf } from './context.ts';

const ADDRESS = 'https://rest.doo.net/v1/webhooks/init/orders';
const KEY = 'planted-api-key';
const TOKEN = 'planted-access-token';
const SECRET_HEADERS = `-H 'x-api-key: ${KEY}' -H 'Authorization: Bearer ${TOKEN}'`;

const guideLine = (body: string) =>
  [
    `curl --location --request POST '${ADDRESS}' \\`,
    `--header 'Content-Type: application/json' \\`,
    `--header 'x-api-key: ${KEY}' \\`,
    `--header 'Authorization: Bearer ${TOKEN}' \\`,
    `--data-raw '${body}'`,
  ].join('\n');
const BODY = '{\n  "event_id": 41231,\n  "webhook_configuration_id": "38cc7e8d-d107"\n}';
const DRAFT: CommandDraft = {
  resource: 'orders',
  eventIds: ['41231'],
  configurationId: '38cc7e8d-d107',
};

describe('the curl line of the guide', () => {
  it('fills in its resource and body, drops token and key, and advises to revoke the token', () => {
    const command = read(guideLine(BODY));
    expect(command).toMatchObject({ kind: 'draft', draft: DRAFT });
    expect(wordsOf(command)).toContain('access token and API key were dropped');
    expect(wordsOf(command)).toContain('have the token revoked');
    expect(JSON.stringify(command)).not.toContain('planted');
  });

  it('fills every field of the body in', () => {
    const body = {
      event_id: '41231',
      organization_id: 123,
      webhook_configuration_id: 12,
      webhook_type: ['order_created', 'order_cancelled'],
      last_updated_after: '2026-11-20 09:00:00',
      last_updated_before: '2026-11-21 10:00:01',
      max_rate_per_min: 50,
    };
    expect(draftOf(guideLine(JSON.stringify(body)))).toEqual({
      resource: 'orders',
      eventIds: ['41231'],
      organization: '123',
      configurationId: '12',
      window: { after: '2026-11-20 09:00:00', before: '2026-11-21 10:01:00' },
      webhookTypes: ['order_created', 'order_cancelled'],
      maxRatePerMin: 50,
    });
  });

  it.each<[string, string]>([
    ['line ends that became spaces', guideLine(BODY).replaceAll('\n', ' ')],
    [
      'double quotation marks',
      `curl -X POST "${ADDRESS}" -H "Authorization: Bearer ${TOKEN}" -d "${BODY.replaceAll('"', '\\"')}"`,
    ],
    ['the marks of a phone', guideLine(BODY).replaceAll("'", '’').replaceAll('"', '”')],
    [
      'opening and closing marks of a phone',
      `curl ${ADDRESS} —header “x-api-key: ${KEY}” —data ‘{“event_id”: 41231, “webhook_configuration_id”: “38cc7e8d-d107”}’`,
    ],
    ['dashes of a phone', guideLine(BODY).replaceAll('--', '—')],
    ['en dashes', `curl –X POST ${ADDRESS} –H 'x-api-key: ${KEY}' –d '${BODY}'`],
    ['the link that Slack makes of the address', guideLine(BODY).replace(ADDRESS, `<${ADDRESS}>`)],
    ['what Slack escapes', guideLine(BODY).replace('location', 'location --url-query "a&amp;b"')],
    [
      'values written onto the options',
      `curl -XPOST --url=${ADDRESS} --header='x-api-key: ${KEY}' --data='${BODY}'`,
    ],
    ['short options', `curl -sS -k -X POST ${SECRET_HEADERS} -d '${BODY}' ${ADDRESS}`],
    [
      'the copy of a browser',
      `curl '${ADDRESS}' -H 'accept: */*' -H 'cookie: a=${TOKEN}' --data-raw $'${BODY}' --compressed`,
    ],
    ['a prompt before it', `$ curl ${ADDRESS} ${SECRET_HEADERS} -d '${BODY}'`],
    ['a code block around it', `\`\`\`\n${guideLine(BODY)}\n\`\`\``],
    ['capitals', `CURL ${ADDRESS} ${SECRET_HEADERS} -d '${BODY}'`],
    ['no word curl', `${SECRET_HEADERS} -d '${BODY}' ${ADDRESS}`],
    ['a password for the server', `curl -u name:${TOKEN} ${ADDRESS} -d '${BODY}'`],
    ['keys without quotation marks', guideLine(BODY.replace('"event_id"', 'event_id'))],
    ['a comma too many', guideLine(BODY.replace('\n}', ',\n}'))],
    ['nulls', guideLine(BODY.replace('}', ', "webhook_type": null}'))],
    ['the body twice', `${guideLine(BODY)} -d '${BODY}'`],
  ])('is read with %s', (_, line) => {
    const command = read(line);
    expect(command).toMatchObject({ kind: 'draft', draft: DRAFT });
    expect(wordsOf(command)).not.toContain('left out too');
    expect(JSON.stringify(command)).not.toContain('planted');
  });

  it.each(['attendees', 'invitees', 'contacts', 'events'])('is read for %s', (resource) => {
    expect(
      draftOf(`curl ${ADDRESS.replace('orders', resource)} -d '{"organization_id": 123}'`),
    ).toEqual({
      resource,
      organization: '123',
    });
  });

  it('takes options of the command behind it', () => {
    expect(draftOf(`${guideLine(BODY)} reason:"CRM outage" ticket:SUP-1`)).toEqual({
      ...DRAFT,
      reason: 'CRM outage',
      ticket: 'SUP-1',
    });
    expect(read(`${guideLine('{"max_rate_per_min": 50}')} rate:40`)).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('"rate:40" and "rate:50" contradict each other'),
    });
  });

  it('counts what it leaves out, since that may be a secret', () => {
    const command = read(
      `curl ${ADDRESS} -H Authorization: Bearer ${TOKEN} -d '{"event_id": 41231, "api_key": "${KEY}"}'`,
    );
    expect(command).toMatchObject({
      kind: 'draft',
      draft: { resource: 'orders', eventIds: ['41231'] },
    });
    expect(wordsOf(command)).toContain('2 other words were left out');
    expect(wordsOf(command)).toContain(
      'A field of the body that a repush does not have was left out',
    );
    expect(JSON.stringify(command)).not.toContain('planted');
  });

  it.each<[string, string, string, string]>([
    ['no address', `curl ${SECRET_HEADERS} -d '{"event_id": 41231}'`, 'has no address', '41231'],
    [
      'another address',
      `curl https://doo.net/orders ${SECRET_HEADERS}`,
      'has no address',
      'orders 41231',
    ],
    [
      'another resource',
      `curl ${ADDRESS.replace('orders', 'ordrs')} ${SECRET_HEADERS} -d '{"event_id": 41231}'`,
      'no resource of doo',
      'orders 41231',
    ],
    [
      'an open quotation mark',
      `curl ${ADDRESS} -H 'Authorization: Bearer ${TOKEN}`,
      'is not closed',
      'orders 41231',
    ],
    ['a body that is no JSON', guideLine('event_id=41231'), 'not a JSON object', 'orders'],
    ['a body in a file', guideLine('@body.json'), 'not a JSON object', 'orders'],
    ['two bodies', `${guideLine(BODY)} -d '{}'`, 'more than one body', 'orders'],
    ['an event id that is none', guideLine('{"event_id": 1.5}'), 'an unusable event_id', 'orders'],
    [
      'a configuration id that is none',
      guideLine('{"event_id": 41231, "webhook_configuration_id": "a b"}'),
      'an unusable webhook_configuration_id',
      'orders 41231',
    ],
    [
      'an organization id that is none',
      guideLine('{"organization_id": "x"}'),
      'an unusable organization_id',
      'orders',
    ],
    [
      'a type that is none',
      guideLine('{"webhook_type": {"a": 1}}'),
      'an unusable webhook_type',
      'orders',
    ],
    [
      'a type of another resource',
      guideLine('{"webhook_type": "attendee_checkin"}'),
      'not of orders',
      'orders',
    ],
    [
      'a time that is none',
      guideLine('{"last_updated_after": "2 hours"}'),
      'an unusable last_updated_after',
      'orders',
    ],
    [
      'a time in the future',
      guideLine('{"last_updated_after": "2099-11-20 09:00:00"}'),
      'in the future',
      'orders',
    ],
    [
      'a rate that is none',
      guideLine('{"max_rate_per_min": -1}'),
      'an unusable max_rate_per_min',
      'orders',
    ],
    [
      'a rate over the cap',
      guideLine('{"event_id": 41231, "max_rate_per_min": 500}'),
      '"rate:500" cannot be used',
      'orders 41231 rate:100',
    ],
    [
      'an event of an organization',
      `curl ${ADDRESS.replace('orders', 'contacts')} ${SECRET_HEADERS} -d '{"event_id": 41231}'`,
      'without event IDs',
      'contacts',
    ],
  ])('with %s is named, without its secrets', (_, line, words, suggestion) => {
    const command = read(line);
    expect(command).toMatchObject({ kind: 'unreadable', suggestion });
    expect(wordsOf(command)).toContain(words);
    expect(wordsOf(command)).toContain('have the token revoked');
    expect(JSON.stringify(command)).not.toContain('planted');
  });

  it('never shows a token again, wherever it stands and however broken the line is', () => {
    const secret = fc
      .string({ unit: fc.constantFrom(...'abcXYZ019-_.~+/='), minLength: 12, maxLength: 60 })
      .map((text) => `zq${text}`);
    const place = fc.constantFrom<(secret: string) => string>(
      (it) => `-H 'Authorization: Bearer ${it}'`,
      (it) => `-H "authorization: ${it}"`,
      (it) => `-H Authorization: Bearer ${it}`,
      (it) => `—header ‘x-api-key: ${it}’`,
      (it) => `-H 'x-api-key: ${it}`,
      (it) => `-H"x-api-key:${it}" --cookie ${it}`,
      (it) => `-u ${it}:${it}`,
      (it) => `--oauth2-bearer ${it}`,
      (it) => `-d '{"event_id": 41231, "access_token": "${it}"}'`,
      (it) => `-d 'access_token=${it}'`,
      (it) => `${ADDRESS}?access_token=${it}`,
      (it) => it,
    );
    const piece = fc.oneof(
      fc.constantFrom(
        '\\\n',
        '-d \'{"event_id": 41231}\'',
        ADDRESS,
        '-X POST',
        'rate:40',
        'soon',
        '"',
        "'",
        '“',
      ),
      anyText(8),
    );
    fc.assert(
      fc.property(
        secret,
        place,
        fc.array(piece, { maxLength: 4 }),
        fc.array(piece, { maxLength: 4 }),
        (planted, put, before, after) => {
          const command = read(['curl', ...before, put(planted), ...after].join(' '));
          expect(JSON.stringify(command)).not.toContain(planted);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a line with a token that is no curl line', () => {
  it.each([
    `Authorization: Bearer ${TOKEN} orders 41231`,
    `orders 41231 x-api-key: ${KEY}`,
    `orders 41231 bearer ${TOKEN}`,
    `orders 41231 token=planted1a2b3c4d5e6f7a8b9c0d`,
    `planted1a2b3c4d5e6f7a8b9c0d`,
    `orders 41231 reason:"try planted1a2b3c4d5e6f7a8b9c0d" soon`,
    `orders 41231 reason:"Authorization: Bearer planted1a2b3c4d5e6f7a8b9c0d"`,
    `history planted1a2b3c4d5e6f7a8b9c0d colour:red`,
  ])('says so and shows nothing of it: %s', (line) => {
    const command = read(line);
    expect(command).toMatchObject({ kind: 'unreadable', suggestion: 'orders 41231' });
    expect(wordsOf(command)).toContain('looks like an access token or an API key');
    expect(wordsOf(command)).toContain('have the token revoked');
    expect(JSON.stringify(command)).not.toContain('planted');
  });
});
