import type { CommandDraft } from '@doo-repush/core/command/command';
import { describe, expect, it } from 'vitest';
import { read, wordsOf } from './context.ts';
import { ADDRESS, KEY, TOKEN } from './curl-line.ts';

const DRAFT: CommandDraft = { resource: 'orders', eventIds: ['41231'] };
const JSON_41231 = '{"event_id":41231}';

describe("a curl line in any shell's syntax", () => {
  it.each([
    ['flags in a cluster', `curl -fsSLd '${JSON_41231}' ${ADDRESS}`],
    ['a cluster before a value of another flag', `curl -sSX POST ${ADDRESS} -d '${JSON_41231}'`],
    ['a glued value in a cluster', `curl -sXPOST -kd'${JSON_41231}' ${ADDRESS}`],
    ['equals signs', `curl --request=POST --url=${ADDRESS} --data-binary='${JSON_41231}'`],
    ['--json', `curl --json '${JSON_41231}' ${ADDRESS}`],
    ['fields', `curl -G ${ADDRESS} --data-urlencode event_id=41231`],
    ['fields of a form', `curl ${ADDRESS} -F event_id=41231`],
    ["$'…'", `curl ${ADDRESS} -d $'{\\n  "event_id": 41231\\n}'`],
    ['carets', `curl ^"${ADDRESS}^" ^\n --data-raw ^"^{^\\^"event_id^\\^":41231^}^"`],
    ['doubled marks', `curl "${ADDRESS}" -d "{""event_id"":41231}"`],
    ['escaped marks', `curl.exe ${ADDRESS} -d '{\\"event_id\\":41231}'`],
    ['backticks', `curl.exe ${ADDRESS} \`\n -d "{\`"event_id\`":41231}"`],
    ['PowerShell', `Invoke-RestMethod -Uri ${ADDRESS} -Method Post -Body '${JSON_41231}'`],
    ['a heredoc', `curl ${ADDRESS} -d @- <<EOF\n${JSON_41231}\nEOF`],
    ['a quoted heredoc', `curl ${ADDRESS} --data-binary @- <<'JSON'\n${JSON_41231}\nJSON`],
    ['a string that is fed in', `curl ${ADDRESS} -d @- <<< '${JSON_41231}'`],
    ['no-break spaces', `curl ${ADDRESS} -d '{\u00a0"event_id":\u202f41231}'`],
    ['single marks in JSON', `curl ${ADDRESS} -d "{'event_id': 41231}"`],
    ['the same value twice', `curl ${ADDRESS} -d '{"event_id":41231,"event_id":41231}'`],
  ])('reads %s', (_, line) => {
    const command = read(line);
    expect(command).toMatchObject({ kind: 'draft', faults: [] });
    expect(command.kind === 'draft' && command.draft).toEqual(DRAFT);
    expect(wordsOf(command)).toContain('the resource and the body');
  });

  it('reads the times of a body the way since: reads them', () => {
    const body = '{"last_updated_after":"2026-11-20T14:30:00Z","last_updated_before":"2026-11-21"}';
    expect(read(`curl ${ADDRESS} -d '${body}'`)).toMatchObject({
      draft: { window: { after: '2026-11-20 15:30:00', before: '2026-11-22 00:00:00' } },
    });
  });
});

describe('the parts of a curl line that cannot be read', () => {
  it.each<[string, string, CommandDraft['open']]>([
    ['-d @body.json', 'The data of -d in the curl line was not read.', undefined],
    ['-d "$BODY"', 'The data of -d in the curl line was not read.', undefined],
    ['-T body.json', 'The data of -T in the curl line was not read.', undefined],
    ['--data-binary @-', 'The data of --data-binary in the curl line was not', undefined],
    ['-d \'{"event_id":41231,"event_id":41232}\'', 'event_id twice, with two values', ['eventIds']],
    ['-d event_id=41231 -d event_id=41232', 'event_id twice, with two values', ['eventIds']],
    ['-d \'{"event_id": <EventID>}\'', 'a placeholder in place of event_id', ['eventIds']],
    ['-d \'{"max_rate_per_min": $RATE}\'', 'a placeholder in place of', ['maxRatePerMin']],
    ['-d \'{"event_id": }\'', 'not a JSON object', undefined],
  ])('names the error in %s', (data, words, open) => {
    const command = read(`curl ${ADDRESS} ${data}`);
    expect(wordsOf(command)).toContain(words);
    expect(command).toMatchObject({ kind: 'draft', draft: { resource: 'orders' } });
    expect(command.kind === 'draft' && command.draft.open).toEqual(open);
    if (open === undefined) expect(wordsOf(command)).not.toContain('the body.');
  });

  it('names a second URL instead of choosing one', () => {
    const two = `curl ${ADDRESS} ${ADDRESS.replace('orders', 'contacts')}`;
    expect(read(two)).toMatchObject({ draft: { open: ['resource'] } });
  });
});

describe('a curl line that may hold a credential', () => {
  const ADVICE = 'have the token revoked in doo';

  it.each([
    `-sH 'Authorization: Bearer ${TOKEN}'`,
    `-ksH "x-api-key: ${KEY}"`,
    `-HAuthorization:${TOKEN}`,
    `-sH'Authorization: Bearer ${TOKEN}'`,
    `--header="x-api-key: ${KEY}"`,
    `-u me:${TOKEN}`,
    `-sSu me:${TOKEN}`,
    `-H Authorization: Bearer ${TOKEN}`,
  ])('warns and advises to revoke the token: %s', (header) => {
    const words = wordsOf(read(`curl ${header} ${ADDRESS} -d '${JSON_41231}'`));
    expect(words).toContain(ADVICE);
    expect(words).not.toContain('planted');
  });

  it('warns about credentials in PowerShell syntax too', () => {
    const headers = `@{ "x-api-key" = "${KEY}"; "Authorization" = "Bearer ${TOKEN}" }`;
    const command = read(`irm ${ADDRESS} -Headers ${headers} -Body '${JSON_41231}'`);
    expect(command).toMatchObject({ draft: DRAFT });
    expect(wordsOf(command)).toContain(ADVICE);
    expect(JSON.stringify(command)).not.toContain('planted');
  });

  it.each([
    '-H "x-api-key: $API_KEY"',
    '-H "Authorization: Bearer $\u007bTOKEN}"',
    '-H "x-api-key: %API_KEY%"',
    '-H "Authorization: Bearer {{token}}"',
    '-H "x-api-key: <your key>"',
    '-u "$USER:$PASSWORD"',
    '-H "accept: */*"',
  ])('does not warn about a variable or a placeholder: %s', (header) => {
    const words = wordsOf(read(`curl ${header} ${ADDRESS} -d '${JSON_41231}'`));
    expect(words).not.toContain('revoked');
  });
});

it('the note says the query of the address where there is no body', () => {
  const words = wordsOf(read('curl "https://rest.doo.net/v1/webhooks/init/orders?event_id=41231"'));
  expect(words).toContain('the resource and the query of its address');
  expect(words).not.toContain('the body');
});
