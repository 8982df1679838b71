import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { runDoctor } from '@doo-repush/functions/ops/doctor/run-doctor';
import { beforeEach, describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { filesBelow, root } from '../../support/sources.ts';
import { type Installation, names, openInstallation } from './installation.ts';
import { recorded, recordedIn, runToolProcess, TOOLS, type ToolRun } from './tool-process.ts';

let installation: Installation;

beforeEach(async () => {
  installation = await openInstallation();
});

function doctor(...args: string[]): Promise<ToolRun> {
  const { environment } = installation;
  return recordedIn(environment, (output) => runDoctor(['--stage', 'test', ...args], output));
}

/** Every value of both secrets that opens something. */
function secretValues(): string[] {
  const { botToken, signingSecret } = installation.slackSecret;
  const { apiKey, clientId, clientSecret } = installation.doo.secret();
  return [botToken, signingSecret, apiKey, clientId, clientSecret];
}

describe('npm run doctor', () => {
  it('reports a line for each step, and ends with 0', async () => {
    const { environment: env } = installation;
    const args = ['--stage', 'test', '--allow-loopback'];
    const { code, out, err } = await runToolProcess('doctor', args, { env });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(21);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^ok {7}\S.{19} \S/);
    expect(lines.at(-1)).toBe('The installation test is in order.');
    for (const value of secretValues()) expect(out).not.toContain(value);
  });

  it('names a failure and its mend, and ends with 1', async () => {
    installation.secrets.set(names.secrets.slack, { ...installation.slackSecret, teamId: 'T0' });
    const { code, out } = await doctor('--allow-loopback', '--skip-doo');
    expect(code).toBe(1);
    expect(out).toMatch(
      /failed {3}Team and bot +the secret does not agree .*\n {9}fix: Correct them: npm run secrets/,
    );
    expect(out).toMatch(/skipped {2}Approvers +needs "Team and bot"\n/);
    expect(out).toMatch(/The installation test is not in order: 1 problem in 20 checks\.\n$/);
    for (const value of secretValues()) expect(out).not.toContain(value);
  });

  it('gives machines one JSON object', async () => {
    const { code, out, err } = await doctor('--json');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const report = JSON.parse(out);
    expect(report).toMatchObject({ stage: 'test', ok: false });
    expect(report.steps).toHaveLength(20);
    expect(report.steps[2]).toEqual({
      id: 'settings',
      title: 'Settings',
      state: 'failed',
      detail: 'ALLOW_LOOPBACK is set',
      mend: expect.stringContaining('npm run deploy -- --stage test'),
    });
  });

  it.each([
    ['no region', 'AWS_REGION', /no region is set/],
    ['no credentials', 'AWS_ACCESS_KEY_ID', /no credentials were found/],
  ])('tells that a terminal has %s', async (_, name, says) => {
    const env = { ...installation.environment, [name]: undefined };
    const { code, out } = await recordedIn(env, (output) => runDoctor(['--stage', 'test'], output));
    expect(code).toBe(1);
    expect(out).toMatch(says);
  });

  it.each([
    ['without a stage', []],
    ['with a stage that is none', ['--stage', 'canary/slack']],
    ['with more than it knows', ['--stage', 'test', 'canary']],
  ])('is answered by its usage %s', async (_, args) => {
    const { code, out, err } = await recorded((output) => runDoctor(args, output));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: npm run doctor -- --stage <stage>');
    expect(err).not.toContain('canary');
  });
});

describe('npm run secrets', () => {
  it('writes from another program to where the doctor reads', async () => {
    const { environment: env, slackSecret, secrets } = installation;
    secrets.remove(names.secrets.slack);
    secrets.create(names.secrets.slack);
    const args = ['edit', 'slack', '--stage', 'test', '--file', '-', '--yes'];
    const input = JSON.stringify(slackSecret);
    const written = await runToolProcess('secrets', args, { env, input });
    expect(written).toMatchObject({ code: 0, err: '' });
    expect((await doctor('--allow-loopback', '--skip-doo')).code).toBe(0);
    for (const value of secretValues()) expect(written.out).not.toContain(value);
  });

  it('shows a fault by its field and no value', async () => {
    const args = ['edit', 'doo', '--stage', 'test', '--file', '-', '--yes', '--allow-loopback'];
    const input = JSON.stringify({ ...installation.doo.secret(), clientSecret: 7 });
    const { code, out, err } = await runToolProcess('secrets', args, {
      env: installation.environment,
      input,
    });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe('Not written. clientSecret: must be text\n');
  });
});

describe('every tool', () => {
  it.each(TOOLS)('%s tells its usage with --help, and ends with 0', async (tool) => {
    const { code, out, err } = await runToolProcess(tool, ['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: npm run /);
  });

  it('says what to do where npm kept its options', async () => {
    const env = { npm_config_stage: 'canary', npm_lifecycle_event: 'doctor' };
    const { code, err } = await runToolProcess('doctor', [], { env });
    expect(code).toBe(2);
    expect(err).toMatch(/Put -- before them: npm run doctor -- --stage production\n$/);
    expect(err).not.toContain('canary');
  });

  it('goes on to its end where nobody reads it any more', async () => {
    const { environment: env } = installation;
    const entry = 'packages/functions/src/ops/doctor/main.ts';
    const child = spawn(process.execPath, [entry, '--stage', 'test', '--allow-loopback'], {
      cwd: root,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [err, code] = await Promise.all([text(child.stderr), ended]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('gives colours and symbols to a terminal alone', async () => {
    installation.secrets.set(names.secrets.slack, { ...installation.slackSecret, teamId: 'T0' });
    const { environment } = installation;
    const args = ['--stage', 'test', '--allow-loopback', '--skip-doo'];
    const shown = await recordedIn(environment, (output) =>
      runDoctor(args, { ...output, isColourful: true }),
    );
    expect(shown.out).toContain('\u001b[32m✓ ok');
    expect(shown.out).toContain('\u001b[31m✗ failed');
    expect((await doctor('--allow-loopback', '--skip-doo')).out).not.toMatch(/[✓✗]|\[3[12]m/);
  });
});

it('no tool has a colour that vanishes on a light terminal', () => {
  const sources = filesBelow('packages/functions/src/ops').map(({ text: source }) => source);
  const named = sources.flatMap((source) => [
    ...source.matchAll(/styleText\('(\w+)'|colour: '(\w+)'|(?:error|warn): '(\w+)'/g),
  ]);
  const colours = new Set(named.map(([, ...names]) => names.find((name) => name !== undefined)));
  expect([...colours].toSorted()).toEqual(['dim', 'green', 'magenta', 'red']);
});

it('the scripts of package.json start the tools', () => {
  for (const tool of TOOLS)
    expect(packageJson.scripts[tool]).toBe(`node packages/functions/src/ops/${tool}/main.ts`);
});
