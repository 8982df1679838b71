import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stageFileText } from '@doo-repush/functions/ops/stage/parse';
import { describe, expect, it } from 'vitest';
import { openInstallation, stage } from './installation.ts';
import { STAGE, stagesFolder } from './stages-folder.ts';
import { runToolProcess } from './tool-process.ts';

/** A clone of the repository with a file for the stage, and an `npx` that keeps what it is asked for. */
async function clone(isRepository = true) {
  const { environment } = await openInstallation();
  const file = stageFileText({ ...STAGE, account: '000000000000' });
  const cwd = await stagesFolder({ [stage]: file });
  const bin = join(cwd, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'npx'), '#!/bin/sh\necho "$COMMIT $*" > asked\nexit 7\n');
  await chmod(join(bin, 'npx'), 0o755);
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  const git = (...args: string[]) =>
    execFileSync('git', [...author, ...args], { cwd, encoding: 'utf8' }).trim();
  if (isRepository) {
    git('init', '--quiet');
    git('add', 'stages');
    git('commit', '--quiet', '--message', 'Choose');
  }
  const env = {
    ...environment,
    PATH: `${bin}:${process.env.PATH}`,
    GIT_CEILING_DIRECTORIES: join(cwd, '..'),
  };
  return {
    git,
    asked: () => readFile(join(cwd, 'asked'), 'utf8'),
    deploy: (...args: string[]) =>
      runToolProcess('deploy', ['--stage', stage, ...args], { env, cwd }),
    change: () => writeFile(join(cwd, `stages/${stage}.json`), `${file}\n`),
  };
}

describe('npm run deploy in a clone', () => {
  it('has SST deploy the stage with the name of the commit, and ends as SST does', async () => {
    const { git, asked, deploy } = await clone();
    const { code, out } = await deploy('--yes');
    expect(out).toMatch(/^channel: /);
    expect(code).toBe(7);
    expect(await asked()).toBe(`${git('rev-parse', 'HEAD')} sst deploy --stage ${stage}\n`);
  });

  it('names a commit that was changed', async () => {
    const { git, asked, deploy, change } = await clone();
    await change();
    await deploy('--yes');
    expect(await asked()).toMatch(new RegExp(`^${git('rev-parse', 'HEAD')}-dirty `));
  });

  it('asks nobody without a terminal, and deploys nothing then', async () => {
    const { asked, deploy } = await clone();
    const { code, err } = await deploy();
    expect({ code, err }).toEqual({
      code: 1,
      err: 'There is no terminal to ask at: give --yes.\nNothing was deployed.\n',
    });
    await expect(asked()).rejects.toThrow('ENOENT');
  });

  it('says that it needs a clone where there is none', async () => {
    const { deploy } = await clone(false);
    const { code, err } = await deploy('--yes');
    expect(code).toBe(1);
    expect(err).toMatch(/^The deployment could not begin \(.*\)\. It needs git, npx, and a clone/);
  });
});
