import { PassThrough } from 'node:stream';
import type { Output } from '@doo-repush/functions/ops/command-line';
import { runDoctor } from '@doo-repush/functions/ops/doctor/run-doctor';
import { runOrganizations } from '@doo-repush/functions/ops/organizations/run-organizations';
import { runReconcile } from '@doo-repush/functions/ops/reconcile/run-reconcile';
import { runSecrets } from '@doo-repush/functions/ops/secrets/run-secrets';
import { stageFileText } from '@doo-repush/functions/ops/stage/parse';
import type { StageDraft, StageFile } from '@doo-repush/functions/ops/stage/schema';
import { CHOSEN_SETTINGS, settingsOf } from '@doo-repush/functions/ops/stage/settings';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, openInstallation, stage } from '../installation.ts';
import { STAGE, stagesFolder } from '../stages-folder.ts';
import { recordedIn } from '../tool-process.ts';

const FILE: StageFile = {
  ...STAGE,
  account: '000000000000',
  channel: { id: 'C0APPROVAL', name: '#doo-repush' },
};

let installation: Installation;

beforeEach(async () => {
  installation = await openInstallation();
});

const piped = (text: string) => {
  const input = Object.assign(new PassThrough(), { isTTY: false, setRawMode: () => undefined });
  input.end(text);
  return input;
};

type Tool = (output: Output, root: string) => Promise<number>;

const args = ['--stage', stage, '--allow-loopback'];
const doctor: Tool = (output, root) => runDoctor([...args, '--skip-doo'], output, root);
const others: readonly [name: string, tool: Tool][] = [
  ['organizations', (output, root) => runOrganizations(['list', ...args], piped(''), output, root)],
  ['reconcile', (output, root) => runReconcile(args, {}, output, root)],
  [
    'secrets',
    (output, root) =>
      runSecrets(
        ['edit', 'slack', '--file', '-', '--yes', ...args],
        piped(JSON.stringify(installation.slackSecret)),
        output,
        { root },
      ),
  ],
];

/** A terminal without a region of its own. */
async function run(tool: Tool, file: StageDraft) {
  const root = await stagesFolder({ [stage]: stageFileText(file) });
  const env = { ...installation.environment, AWS_REGION: undefined };
  return recordedIn(env, (output) => tool(output, root));
}

function deployAsIn(file: StageFile): void {
  const settings = settingsOf(file, stage);
  for (const name of CHOSEN_SETTINGS) installation.set(name, settings[name]);
}

describe('the file of a stage', () => {
  it.each(others)('tells %s the region', async (_, tool) => {
    expect(await run(tool, FILE)).toMatchObject({ code: 0, err: '' });
  });

  it.each([['doctor', doctor] as const, ...others])(
    'that cannot be used stops %s with its fault',
    async (_, tool) => {
      const { region: _region, ...draft } = FILE;
      const { code, err } = await run(tool, draft);
      expect(code).toBe(2);
      expect(err).toContain('stages/test.json cannot be used. region: missing');
    },
  );

  it('is compared by the doctor with what is deployed', async () => {
    deployAsIn(FILE);
    const { out } = await run(doctor, FILE);
    expect(out).toMatch(/^ok +AWS +account 000000000000, region eu-central-1\n/);
    expect(out).toMatch(/^ok +Settings +cards go to C0APPROVAL, as stages\/test\.json says$/m);
    const changed: StageFile = { ...FILE, requesters: [], officeHours: 'Mon-Fri 08:00-18:00' };
    const drifted = await run(doctor, changed);
    expect(drifted.code).toBe(1);
    expect(drifted.out).toMatch(
      /failed +Settings +not deployed as stages\/test\.json says: REQUESTERS, OFFICE_HOURS\n +fix: Deploy/,
    );
  });

  it('of another account than that of the credentials stops the doctor', async () => {
    const { code, out } = await run(doctor, { ...FILE, account: '999999999999' });
    expect(code).toBe(1);
    expect(out).toMatch(
      /failed +AWS +the credentials are of the account 0{12}, stages\/test\.json says 9{12}\n +fix: Sign in/,
    );
    expect(out).toMatch(/skipped +Functions +needs "AWS"/);
  });
});
