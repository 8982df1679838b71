import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

const DESCRIBE = ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'];

/** Has SST deploy a stage, with the commit's name in its environment. @returns its exit code */
export async function sstDeploy(
  stage: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const commit = execFileSync('git', DESCRIBE, { encoding: 'utf8' }).trim();
  const child = spawn('npx', ['sst', 'deploy', '--stage', stage], {
    stdio: 'inherit',
    env: { ...env, COMMIT: commit },
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
