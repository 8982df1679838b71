import type { CommandDraft } from '@doo-repush/core/command/command';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../support/any-text.ts';
import { draftOf, read, wordsOf } from './context.ts';
import {
  ADDRESS,
  BODY,
  expectPartNamed,
  guideLine,
  KEY,
  SECRET_HEADERS,
  TOKEN,
} from './curl-line.ts';

const DRAFT: CommandDraft = {
  resource: 'orders',
  eventIds: ['41231'],
  configurationId: '38cc7e8d-d107',
};

describe('the curl line of doo’s guide', () => {
  it('fills in its resource and body, drops token and key, and advises to revoke the token', () => {
    const command = read(guideLine(BODY));
    expect(command).toMatchObject({ kind: 'draft', draft: DRAFT });
    expect(wordsOf(command)).toContain('access token and API key were dropped');
    expect(wordsOf(command)).toContain('have the token revoked');
    expect(JSON.stringify(command)).not.toContain('planted');
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
    [
      'values written onto short options',
      `curl -XPOST -H'x-api-key: ${KEY}' -uname:${TOKEN} -d'${BODY}' ${ADDRESS}`,
    ],
    ['a switch that starts with the same letter', `curl --datx ${ADDRESS} -d '${BODY}'`],
    ['the program of Windows', `curl.exe ${ADDRESS} -d '${BODY}'`],
    ['a prompt that touches it', `>curl ${ADDRESS} -d '${BODY}'`],
    ['a command behind it', `curl ${ADDRESS} -d '${BODY}' | ; && >`],
    ['a header file and an agent', `curl -A agent/1.0 -o file ${ADDRESS} -d '${BODY}'`],
    ['a long option of its own', `curl --url ${ADDRESS} --max-time 5 -d '${BODY}'`],
    [
      'one dash before a long option',
      `curl ${ADDRESS} —data='${BODY}' -header 'x-api-key: ${KEY}'`,
    ],
    ['an option without its value', `curl ${ADDRESS} -d '${BODY}' -H`],
    ['the id in a list', `curl ${ADDRESS} -d '${BODY.replace('41231', '[" 41231 ", 41231]')}'`],
    ['an empty text', guideLine(BODY.replace('}', ', "last_updated_after": ""}'))],
    ['a comma too many in a list', guideLine(BODY.replace('41231', '[41231,]'))],
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

  it('says what was dropped: credentials, or headers without any', () => {
    const dropped = 'Its access token and API key were dropped';
    for (const option of [
      `-u name:${TOKEN}`,
      `-uname:${TOKEN}`,
      `--oauth2-bearer ${TOKEN}`,
      `-H 'Authorization: Bearer ${TOKEN}'`,
      `-H 'accept: */*' -H 'x-api-key: ${KEY}' -H 'accept: */*'`,
    ])
      expect(wordsOf(read(`curl ${option} ${ADDRESS}`)), option).toContain(dropped);
    const left = wordsOf(read(`curl ${ADDRESS} -H 'Content-Type: application/json'`));
    expect(left).toBe(
      'Taken from the curl line: the resource. Its headers were left out: doo-repush has its own access.',
    );
  });

  it.each([
    `orders reason:"${ADDRESS}"`,
    `curly ${ADDRESS}`,
    `a curl ${ADDRESS}`,
    `41231 -d ticket:https://example.com`,
    `${ADDRESS} a-data`,
  ])('is no curl line: %s', (line) => {
    expect(wordsOf(read(line))).not.toContain('curl line');
  });

  it('recognizes a bare "curl" and says what is missing', () => {
    expect(read('curl')).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('has no address'),
    });
    expect(read(`--header 'a: b' ${ADDRESS}`)).toMatchObject({ draft: { resource: 'orders' } });
  });

  it('reads doo-repush options after the curl line', () => {
    expect(draftOf(`${guideLine(BODY)} reason:"CRM outage" ticket:SUP-1`)).toEqual({
      ...DRAFT,
      reason: 'CRM outage',
      ticket: 'SUP-1',
    });
    expect(
      draftOf(`${guideLine(BODY)} 'reason:outage: the CRM' 'reason: outage: the CRM '`),
    ).toEqual({ ...DRAFT, reason: 'outage: the CRM' });
    expect(wordsOf(read(`${guideLine(BODY)} a.rate:40 org://x`))).toContain('2 other words');
    expect(read(`${guideLine('{"max_rate_per_min": 50}')} rate:40`)).toMatchObject({
      draft: { resource: 'orders', open: ['maxRatePerMin'] },
      faults: ['"rate:40" and "rate:50" contradict each other: give one of them.'],
    });
  });

  it('counts ignored words without showing them, because they may be secrets', () => {
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

  it.each<[string, string, string, string?]>([
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
    ['a body that is no JSON', guideLine('event 41231'), 'not a JSON object', 'orders'],
    [
      'a body in a file',
      guideLine('@body.json'),
      'The data of --data-raw in the curl line was not',
      'orders',
    ],
    ['two bodies', `${guideLine(BODY)} -d '{}'`, 'more than one body', 'orders'],
    [
      'a resource that is near none',
      `curl ${ADDRESS.replace('orders', 'tickets')} ${SECRET_HEADERS}`,
      'no resource of doo',
      'orders 41231',
    ],
    [
      'an event of an organization',
      `curl ${ADDRESS.replace('orders', 'contacts')} ${SECRET_HEADERS} -d '{"event_id": 41231}'`,
      'without event IDs',
      'contacts',
    ],
  ])('names %s without showing its secrets', (_, line, words) => {
    expectPartNamed(read(line), words);
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

describe('a line with a token that is not a curl line', () => {
  it.each([
    `Authorization: Bearer ${TOKEN} orders 41231`,
    `orders 41231 x-api-key: ${KEY}`,
    `orders 41231 bearer ${TOKEN}`,
    `orders 41231 token=planted1a2b3c4d5e6f7a8b9c0d`,
    `planted1a2b3c4d5e6f7a8b9c0d`,
    `orders 41231 soon reason:"try it" planted1a2b3c4d5e6f7a8b9c0d`,
    `orders 41231 reason:Authorization: Bearer planted1a2b3c4d5e6f7a8b9c0d`,
    `orders 41231 reason:"Authorization: Bearer planted1a2b3c4d5e6f7a8b9c0d"`,
    `history planted1a2b3c4d5e6f7a8b9c0d colour:red`,
  ])('reports the token and shows nothing of the line: %s', (line) => {
    const command = read(line);
    expect(wordsOf(command)).toContain('looks like an access token or an API key');
    expect(wordsOf(command)).toContain('have the token revoked');
    expect(JSON.stringify(command)).not.toContain('planted');
  });
});
