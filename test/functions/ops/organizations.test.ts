import { PassThrough } from 'node:stream';
import {
  parseDooSecret,
  parseOrganizationsSecret,
  secretFields,
} from '@doo-repush/core/doo/secret';
import { runOrganizations } from '@doo-repush/functions/ops/organizations/run-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, names, openInstallation } from './installation.ts';
import { fileWith } from './secrets-lab.ts';
import { recordedIn, runToolProcess, type ToolRun } from './tool-process.ts';

let installation: Installation;

beforeEach(async () => {
  installation = await openInstallation();
});

/** Runs the tool with nobody to ask. */
function organizations(...args: string[]): Promise<ToolRun> {
  return typing('', args, false);
}

function typing(typed: string, args: readonly string[], terminal = true): Promise<ToolRun> {
  const input = Object.assign(new PassThrough(), { isTTY: terminal, setRawMode: () => undefined });
  if (terminal) input.write(typed);
  else input.end(typed);
  const all = [...args, '--stage', 'test', '--allow-loopback'];
  return recordedIn(installation.environment, (output) => runOrganizations(all, input, output));
}

/** The organizations of both secrets, which must be the same. */
function stored() {
  const doo = parseDooSecret(installation.secrets.text(names.secrets.doo) ?? '', {
    allowLoopback: true,
  });
  const named = parseOrganizationsSecret(
    installation.secrets.text(names.secrets.organizations) ?? '',
  );
  if (!doo.ok || !named.ok) throw new Error('A secret cannot be read');
  const entries = doo.value.organizations;
  expect(named.value).toEqual(entries.map(({ credentials: _, ...others }) => others));
  return entries;
}

const header = 'name;organizationId;teamId\n';
/** Organizations whose team doo knows. */
const rowsOf = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `Canary ${index};${50_000 + index};${90_000 + index}`,
  );

const lines = (run: ToolRun) => `${run.err}${run.out}`.trimEnd().split('\n');

/** Lets doo list every team that the secret is to name. */
async function importUnchecked(count: number): Promise<ToolRun> {
  const path = await fileWith(`${header}${rowsOf(count).join('\n')}`);
  return organizations('import', path, '--unchecked', '--yes');
}

describe('npm run organizations', () => {
  it.each([300, 2_000])(
    'imports, adds to and takes from %i in ten lines that name names',
    async (count) => {
      const imported = await importUnchecked(count);
      expect(imported).toMatchObject({ code: 0, err: '' });
      expect(imported.out).toContain('+ Canary 0 (50000)\n');
      expect(imported.out).toMatch(
        new RegExp(`and ${count - 3} more\\nWritten: ${count + 3} organ`),
      );
      expect(lines(imported).length).toBeLessThanOrEqual(10);
      expect(stored()).toHaveLength(count + 3);

      const checked = await organizations('check', '--most', '5');
      expect(checked.code).toBe(1);
      expect(checked.out).toContain('Canary 0 (50000): refused');
      expect(lines(checked).length).toBeLessThanOrEqual(10);

      const args = ['--name', 'Canary Added', '--id', '7', '--team', '8', '--unchecked', '--yes'];
      const added = await organizations('add', ...args);
      expect(lines(added)).toEqual([
        '+ Canary Added (7)',
        expect.stringMatching(`^Written: ${count + 4} organizations, \\d+ of 64 KB\\.`),
      ]);
      const removed = await organizations('remove', 'Canary added', '--yes');
      expect(lines(removed)[0]).toBe('- Canary Added (7)');
      expect(stored()).toHaveLength(count + 3);
    },
  );

  it('asks doo about each new one, writes those that it lists, and names the others', async () => {
    const { secrets, doo } = installation;
    const [first, second] = doo.secret().organizations;
    secrets.set(names.secrets.doo, { ...doo.secret(), organizations: [first] });
    const path = await fileWith(
      `${header}${second?.name};${second?.organizationId};${second?.teamId}\nNowhere;77;78\n`,
    );
    const done = await organizations('import', path, '--yes');
    expect(done.code).toBe(1);
    expect(done.out).toContain(`+ ${second?.name} (${second?.organizationId})\n`);
    expect(done.out).not.toContain('Nowhere');
    expect(done.err).toContain('not listed by doo: Nowhere (77): refused');
    expect(stored().map(({ name }) => name)).toEqual([first?.name, second?.name]);
  });

  it('spends no more calls than it may, writes what it asked about, and says what is left', async () => {
    const { secrets, doo } = installation;
    const [first, second, third] = doo.secret().organizations;
    secrets.set(names.secrets.doo, { ...doo.secret(), organizations: [first] });
    const rows = [second, third].map((it) => `${it?.name};${it?.organizationId};${it?.teamId}`);
    const path = await fileWith(`${header}${rows.join('\n')}`);
    const done = await organizations('import', path, '--most', '1', '--yes');
    expect(done.code).toBe(1);
    expect(done.err).toContain('1 organization was not asked about');
    expect(stored()).toHaveLength(2);
    expect((await organizations('import', path, '--most', '1', '--yes')).code).toBe(0);
    expect(stored()).toHaveLength(3);
  });

  it('names every fault with line and name, and writes nothing', async () => {
    const before = installation.secrets.text(names.secrets.doo);
    const path = await fileWith(
      `${header}Acme;0;1\n;5;6\nTwice;9;10\n"Twice;
too";9;11\nTeam;12;10\n`,
    );
    const done = await organizations('import', path, '--yes', '--unchecked');
    expect(done.code).toBe(1);
    expect(done.err).toContain('line 2, Acme: organizationId must be a positive whole number');
    expect(done.err).toContain('line 3, (no name): name must not be empty');
    expect(done.err).toContain('line 6, Twice; too (9): the organizationId of line 4, Twice (9)');
    expect(done.err).toContain('line 7, Team (12): the teamId of line 4, Twice (9)');
    expect(installation.secrets.text(names.secrets.doo)).toBe(before);
  });

  it('warns of a name that stands twice', async () => {
    const path = await fileWith(`${header}Zürich;9;10\nZu\u0308rich;11;12\n`);
    const done = await organizations('import', path, '--yes', '--unchecked');
    expect(done).toMatchObject({
      code: 0,
      err: expect.stringContaining('(11): the name of line 2, Zürich (9)\n'),
    });
  });

  it.each([
    ['semicolons', 'name;organizationId;teamId\nAcme;9;10'],
    ['tabs', 'name\torganizationId\tteamId\nAcme\t9\t10'],
    [
      'commas, quotation marks and other columns first',
      '"teamId","Organization ID",Name\n10,9,"Acme"\n',
    ],
    [
      'a byte order mark and Windows line ends',
      '\uFEFFname;organizationId;teamId\r\nAcme;9;10\r\n;;\r\n',
    ],
    ["Excel's line of the separator", 'sep=;\r\nname;organizationId;teamId\r\nAcme;9;10\r\n'],
  ])('reads a CSV with %s', async (_, csv) => {
    const done = await organizations(
      'import',
      await fileWith(csv),
      '--replace',
      '--unchecked',
      '--yes',
    );
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(stored()).toMatchObject([{ name: 'Acme', organizationId: '9', teamId: '10' }]);
  });

  it.each([
    [
      'a column that is not known',
      'name;organizationId;teamId;credential\nAcme;9;10;canary',
      /line 1: column 4 is not known/,
    ],
    [
      'a column that is missing',
      'name;organizationId\nAcme;9',
      /line 1: there is no column teamId/,
    ],
    ['a column twice', 'name;name;organizationId;teamId\n', /a column stands twice/],
    [
      'quotation marks that do not match',
      'name;organizationId;teamId\n"Acme;9;10',
      /quotation marks/,
    ],
    ['nothing', header, /no organization/],
  ])('refuses a CSV with %s', async (_, csv, says) => {
    const done = await organizations('import', await fileWith(csv), '--unchecked', '--yes');
    expect(done).toMatchObject({ code: 1, out: '', err: expect.stringMatching(says) });
    expect(done.err).not.toContain('canary');
  });

  it('exports what it imports, without credentials', async () => {
    const { secrets, doo } = installation;
    const [first, second, third] = doo.secret().organizations;
    const { apiKey, clientId, clientSecret } = doo.secret();
    const own = { apiKey, clientId, clientSecret };
    secrets.set(names.secrets.doo, {
      ...doo.secret(),
      credentialSets: { partners: own },
      organizations: [
        { ...first, name: '=cmd' },
        { ...second, credentials: 'partners' },
        { ...third, credentials: own },
      ],
    });
    const before = secretFields(secrets.text(names.secrets.doo) ?? '');
    const { out, code } = await organizations('export');
    expect(code).toBe(0);
    expect(out).toContain("\n'=cmd,");
    expect(out).toContain(',partners\n');
    for (const value of Object.values(own)) expect(out).not.toContain(value);
    const again = await organizations('import', await fileWith(out), '--replace', '--yes');
    expect(again).toMatchObject({ code: 0, out: 'Nothing changes: 3 organizations.\n' });
    expect(secretFields(secrets.text(names.secrets.doo) ?? '')).toEqual(before);
  });

  it('takes a set of credentials that an organization names, from a terminal that shows nothing', async () => {
    const args = ['add', '--name', 'New', '--id', '9', '--team', '10', '--credentials', 'partners'];
    const done = await typing('canary-key\rcanary-id\rcanary-secret\r\ry\r', [
      ...args,
      '--unchecked',
    ]);
    expect(done.code).toBe(0);
    expect(done.out + done.err).not.toContain('canary');
    expect(stored().at(-1)).toMatchObject({
      name: 'New',
      credentials: { apiKey: 'canary-key', clientId: 'canary-id', clientSecret: 'canary-secret' },
    });
  });

  it('writes the first secret from a CSV and credentials on standard input', async () => {
    const { secrets, doo } = installation;
    secrets.remove(names.secrets.doo);
    secrets.create(names.secrets.doo);
    const { apiKey, clientId, clientSecret } = doo.secret();
    const path = await fileWith(`${header}New;9;10`);
    const args = ['import', path, '--unchecked', '--yes'];
    expect((await organizations(...args)).err).toContain('no shared credentials');
    const given = JSON.stringify({ apiKey, clientId, clientSecret });
    const done = await typing(given, [...args, '--credentials-file', '-'], false);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(stored()).toMatchObject([{ name: 'New', credentials: { apiKey } }]);
  });

  it('keeps what is there when the person does not agree', async () => {
    const before = installation.secrets.text(names.secrets.doo);
    const [first] = installation.doo.secret().organizations;
    const done = await typing('n\r', ['remove', String(first?.organizationId)]);
    expect(done).toMatchObject({
      code: 1,
      err: expect.stringMatching(/present organizations stay/),
    });
    expect(installation.secrets.text(names.secrets.doo)).toBe(before);
  });

  it('takes nobody away that is not named whole, and never the last one', async () => {
    expect((await organizations('remove', 'Nobody', '--yes')).err).toContain('"Nobody"');
    const all = installation.doo.secret().organizations.map((it) => String(it.organizationId));
    expect((await organizations('remove', ...all, '--yes')).err).toContain(
      'No organization would be left',
    );
    expect(stored()).toHaveLength(3);
  });

  it('lists what is searched for', async () => {
    const [first] = installation.doo.secret().organizations;
    const { out } = await organizations('list', '--search', String(first?.teamId));
    expect(out).toBe(
      `${first?.name} (${first?.organizationId})  team ${first?.teamId}\n1 organization\n`,
    );
  });

  it('runs as npm runs it', async () => {
    const env = installation.environment;
    const args = ['check', '--stage', 'test', '--allow-loopback'];
    const done = await runToolProcess('organizations', args, { env });
    expect(done).toEqual({ code: 0, err: '', out: 'doo lists 3 of 3 organizations.\n' });
  });
});
