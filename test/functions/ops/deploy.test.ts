import { type DeployDeps, runDeploy } from '@doo-repush/functions/ops/deploy/run-deploy';
import { stageFileText } from '@doo-repush/functions/ops/stage/parse';
import type { StageFile } from '@doo-repush/functions/ops/stage/schema';
import { describe, expect, it } from 'vitest';
import { lambdaClient, openInstallation, stage } from './installation.ts';
import { STAGE, stagesFolder } from './stages-folder.ts';
import { recorded } from './tool-process.ts';

/** The account of the sandbox's Lambda. */
const FILE: StageFile = { ...STAGE, account: '000000000000' };

async function lab(file: StageFile = FILE, more: Partial<DeployDeps> = {}) {
  const installation = await openInstallation();
  installation.set('APPROVAL_CHANNEL', 'C0APPROVALS');
  installation.set('APPROVERS', 'S0SUPPORT');
  const root = await stagesFolder({ [stage]: stageFileText(file) });
  const deployed: string[] = [];
  const deps: DeployDeps = {
    env: {},
    root,
    lambdaIn: () => lambdaClient(installation.lambda.url),
    confirm: undefined,
    groupSize: async () => ({ people: 4 }),
    deploy: async (name) => deployed.push(name) - 1,
    ...more,
  };
  const run = (...args: string[]) =>
    recorded((output) => runDeploy(['--stage', stage, ...args], output, deps));
  return { installation, deployed, run };
}

describe('npm run deploy', () => {
  it('says that no rights change, and deploys', async () => {
    const { run, deployed } = await lab();
    expect(await run('--yes')).toEqual({ code: 0, out: 'Rights: nothing changes.\n', err: '' });
    expect(deployed).toEqual([stage]);
  });

  it('names everybody who gains and loses a right, with the people of a group', async () => {
    const { run } = await lab({
      ...FILE,
      channel: { id: 'C0OTHER', name: '#other' },
      approvers: [{ id: 'S0LEADS', name: 'Leads' }],
      requesters: [{ id: 'U0ANNA', name: 'Anna' }],
    });
    expect((await run('--dry-run')).out.split('\n')).toEqual([
      'channel: + C0OTHER #other',
      'channel: - C0APPROVALS',
      'approvers: + S0LEADS Leads (4 people)',
      'approvers: - S0SUPPORT (4 people)',
      'requesters: + U0ANNA Anna',
      'requesters: - every member of the approval channel',
      '',
    ]);
  });

  it('names everybody at the first deployment', async () => {
    const { run, installation } = await lab();
    installation.undeploy('slack');
    expect((await run('--dry-run')).out).toBe(
      'channel: + C0APPROVALS #doo-repush\napprovers: + S0SUPPORT Support leads (4 people)\nrequesters: + every member of the approval channel\n',
    );
  });

  it('names what the environment overrides, and what that changes', async () => {
    const { run } = await lab(FILE, { env: { APPROVERS: 'U0SHELL', REQUESTERS: '' } });
    expect((await run('--dry-run')).out).toBe(
      'APPROVERS: from the environment, not from stages/test.json\napprovers: + U0SHELL\napprovers: - S0SUPPORT Support leads (4 people)\n',
    );
  });

  it.each([
    ['nobody can be asked', FILE, {}, /no terminal to ask at: give --yes/],
    ['the person says no', FILE, { confirm: async () => false }, /not confirmed/],
    [
      'the account is another one',
      STAGE,
      {},
      /of the account 000000000000, the file says 123456789012/,
    ],
  ] as const)('deploys nothing where %s', async (_, file, more, says) => {
    const { run, deployed } = await lab(file, more);
    const done = await run();
    expect(done.code).toBe(1);
    expect(done.err).toMatch(says);
    expect(done.err).toMatch(/Nothing was deployed\.\n$/);
    expect(deployed).toEqual([]);
  });

  it('deploys nothing where it cannot tell what changes, even when it need not ask', async () => {
    const { run, deployed, installation } = await lab();
    installation.lambda.faults.add({ operation: 'GetFunctionConfiguration', fault: 'throttle' });
    expect((await run('--yes')).err).toMatch(
      /^What changes in rights is not known, .*Wait a minute/,
    );
    expect(deployed).toEqual([]);
  });

  it('deploys once the person says yes', async () => {
    const { run, deployed } = await lab(FILE, { confirm: async () => true });
    expect((await run()).code).toBe(0);
    expect(deployed).toEqual([stage]);
  });
});
