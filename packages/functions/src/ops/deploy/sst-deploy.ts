import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { errorKind } from '../../runtime/log.ts';
import type { Output } from '../command-line.ts';

const DESCRIBE = ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'];
const PIPED: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];

/**
 * Has SST deploy a stage, with the commit's name in its environment.
 * @param root the folder of the repository
 * @returns its exit code
 */
export async function sstDeploy(
  stage: string,
  env: Readonly<Record<string, string | undefined>>,
  { root, output }: { readonly root: string; readonly output: Output },
): Promise<number> {
  try {
    const commit = execFileSync('git', DESCRIBE, {
      cwd: root,
      encoding: 'utf8',
      env,
      stdio: PIPED,
    });
    const child = spawn('npx', ['sst', 'deploy', '--stage', stage], {
      cwd: root,
      stdio: 'inherit',
      env: { ...env, COMMIT: commit.trim() },
    });
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } catch (error) {
    output.err(
      `The deployment could not begin (${errorKind(error)}). It needs git, npx, and a clone of the repository, whose commit names what is deployed.\n`,
    );
    return 1;
  }
}
