import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { errorKind } from '../../runtime/log.ts';
import type { Output } from '../command-line.ts';
import { stageFilePath } from '../stage/read.ts';

export interface Redeployment {
  readonly commit: string;
  readonly stage: string;
  readonly isSure: boolean;
}

export interface RedeployPlace {
  /** The folder of the repository. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
}

/**
 * Has a commit deploy itself, from a folder of its own that is removed again. The file of the stage is that of
 * `root`: code goes back, rights do not. @returns the exit code
 */
export async function redeploy(
  { commit, stage, isSure }: Redeployment,
  { root, env, output }: RedeployPlace,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'doo-repush-'));
  const run = async (command: string, args: readonly string[], options: SpawnOptions = {}) => {
    const child = spawn(command, args, { cwd: folder, env, stdio: 'inherit', ...options });
    const [code] = await once(child, 'exit');
    return Number(code ?? 1);
  };
  const file = stageFilePath('.', stage);
  /** Without it the name of the commit would tell of a change that is meant. */
  const keepQuiet = ['update-index', '--skip-worktree', '--', file];
  const steps = [
    () => run('git', ['worktree', 'add', '--quiet', '--detach', folder, commit], { cwd: root }),
    async () => {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await copyFile(join(root, file), join(folder, file));
      const isKnown = (await run('git', ['cat-file', '-e', `HEAD:${file}`], QUIET)) === 0;
      return isKnown ? run('git', keepQuiet) : 0;
    },
    () => run('npm', ['ci']),
    () => run('npm', ['run', 'deploy', '--', '--stage', stage, ...(isSure ? ['--yes'] : [])]),
  ];
  try {
    for (const step of steps) {
      const code = await step();
      if (code !== 0) return code;
    }
    return 0;
  } catch (error) {
    output.err(`It could not be deployed (${errorKind(error)}). It needs git and npm.\n`);
    return 1;
  } finally {
    await run('git', ['worktree', 'remove', '--force', folder], { cwd: root, ...QUIET });
    await rm(folder, { recursive: true, force: true });
  }
}

const QUIET: SpawnOptions = { stdio: 'ignore' };
