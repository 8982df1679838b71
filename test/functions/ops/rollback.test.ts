import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitBefore } from '@doo-repush/functions/ops/rollback/deployed-commits';
import { stageFileText } from '@doo-repush/functions/ops/stage/parse';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { names, openInstallation, stage } from './installation.ts';
import { STAGE, stagesFolder } from './stages-folder.ts';
import { runToolProcess } from './tool-process.ts';

/** Writes what it is asked for, from where, and what the stage's file says there. */
const FAKE_NPM = `#!/bin/sh
echo "npm $*; $(git rev-parse HEAD)$(git diff --quiet HEAD || echo -dirty); $(cat stages/${stage}.json | tr -d ' \\n')" >> "$ASKED"
exit "$NPM_CODE"
`;

/** A clone with three commits, each of which was deployed. */
async function lab({ npmCode = 0 } = {}) {
  const installation = await openInstallation();
  const first = stageFileText({ ...STAGE, account: '000000000000' });
  const cwd = await stagesFolder({ [stage]: first });
  const bin = join(cwd, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'npm'), FAKE_NPM);
  await chmod(join(bin, 'npm'), 0o755);
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  const git = (...args: string[]) =>
    execFileSync('git', [...author, ...args], { cwd, encoding: 'utf8' }).trim();
  git('init', '--quiet');
  await writeFile(join(cwd, '.gitignore'), 'bin\nasked\ntmp\n');
  const commits: string[] = [];
  for (const subject of ['First', 'Second', 'Third']) {
    await writeFile(join(cwd, 'code'), subject);
    git('add', '.');
    git('commit', '--quiet', '--message', subject);
    commits.push(git('rev-parse', 'HEAD'));
  }
  const deployed = (...all: string[]) => {
    installation.versions.repush = all.map((COMMIT) => ({ COMMIT }));
    installation.set('COMMIT', all.at(-1));
  };
  deployed(...commits);
  const temporary = join(cwd, 'tmp');
  await mkdir(temporary);
  const env = {
    ...installation.environment,
    PATH: `${bin}:${process.env.PATH}`,
    ASKED: join(cwd, 'asked'),
    NPM_CODE: String(npmCode),
    TMPDIR: temporary,
  };
  return {
    installation,
    temporary,
    commits,
    deployed,
    git,
    file: async (text: string) => writeFile(join(cwd, `stages/${stage}.json`), text),
    asked: async () => (await readFile(join(cwd, 'asked'), 'utf8')).trimEnd().split('\n'),
    rollback: (...args: string[]) =>
      runToolProcess('rollback', ['--stage', stage, ...args], { env, cwd }),
  };
}

describe('npm run rollback', () => {
  it('says which version was before, and what it takes back', async () => {
    const { rollback, commits, asked } = await lab();
    const [, second, third] = commits;
    const { code, out, err } = await rollback('--dry-run');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`From ${third} to ${second}.\n  - ${third?.slice(0, 7)} Third\n`);
    await expect(asked()).rejects.toThrow('ENOENT');
  });

  it('has that commit deploy itself with the present file of the stage, and leaves nothing behind', async () => {
    const { rollback, commits, asked, git, file, temporary } = await lab();
    const present = stageFileText({ ...STAGE, account: '000000000000', approvers: [] });
    await file(present);
    expect(await rollback('--yes')).toMatchObject({ code: 0, err: '' });
    const kept = present.replace(/\s/g, '');
    expect(await asked()).toEqual([
      `npm ci; ${commits[1]}; ${kept}`,
      `npm run deploy -- --stage ${stage} --yes; ${commits[1]}; ${kept}`,
    ]);
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(await readdir(temporary)).toEqual([]);
  });

  it('goes further back when it is run again, not forth', async () => {
    const { rollback, commits, deployed } = await lab();
    const [first = '', second = '', third = ''] = commits;
    deployed(first, second, third, second);
    expect((await rollback('--dry-run')).out).toContain(`From ${second} to ${first}.`);
    deployed(first, second, third, second, first);
    expect(await rollback('--dry-run')).toMatchObject({
      code: 1,
      err: expect.stringContaining(`No earlier version of ${first} is known. Name one with --to.`),
    });
  });

  it('takes a tag, and none that this clone does not have', async () => {
    const { rollback, commits, git } = await lab();
    git('tag', 'deployed/test/one', commits[0] ?? '');
    expect((await rollback('--to', 'deployed/test/one', '--dry-run')).out).toContain(
      `to ${commits[0]}.\n`,
    );
    expect((await rollback('--to', 'nowhere')).err).toMatch(/^nowhere is no commit of this clone/);
    expect((await rollback('--to', 'HEAD')).err).toContain('is what is deployed.');
  });

  it('skips what was changed by hand, which cannot be had again', async () => {
    const { rollback, commits, deployed } = await lab();
    const [first = '', second = '', third = ''] = commits;
    deployed(first, `${second}-dirty`, 'unknown', third);
    expect((await rollback('--dry-run')).out).toContain(`to ${first}.`);
  });

  it('deploys nothing where nobody can be asked, and ends as the deployment does', async () => {
    const asking = await lab();
    expect((await asking.rollback()).err).toMatch(/give --yes\.\nNothing was deployed\.\n$/);
    const failing = await lab({ npmCode: 4 });
    expect(await failing.rollback('--yes')).toMatchObject({ code: 4 });
    expect(await failing.asked()).toHaveLength(1);
  });

  it.each([
    ['GetFunctionConfiguration', /slack cannot be read: you may not call lambda:GetFunctionConfig/],
    ['ListVersionsByFunction', /repush cannot be read: you may not call lambda:ListVersionsBy/],
  ])('says what AWS refused (%s)', async (operation, says) => {
    const { rollback, installation } = await lab();
    installation.lambda.faults.add({ operation, fault: 'denied' });
    const { code, err } = await rollback('--yes');
    expect(code).toBe(1);
    expect(err).toMatch(says);
    expect(err).toMatch(/granted to you.*\nNothing was deployed\.\n$/);
  });

  it('says that nothing is deployed', async () => {
    const { rollback, installation } = await lab();
    installation.undeploy('slack');
    expect((await rollback()).err).toContain(`${names.functions.slack} is not deployed.`);
  });
});

describe('the version before', () => {
  it('was deployed before the present one came, and is never it', () => {
    const commit = fc.constantFrom('a', 'b', 'c').map((letter) => letter.repeat(40));
    fc.assert(
      fc.property(fc.array(commit, { minLength: 1 }), (commits) => {
        const present = commits.at(-1) ?? '';
        const found = commitBefore(commits, present);
        if (found === undefined) expect(commits[0]).toBe(present);
        else expect(commits.indexOf(found)).toBeLessThan(commits.indexOf(present));
      }),
    );
  });
});
