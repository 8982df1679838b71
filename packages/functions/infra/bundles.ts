import { execFileSync } from 'node:child_process';
import { buildEnvironment } from '../bundle/environment.ts';

/**
 * Builds `dist/` the way `npm run build` does, so that the deployment is never older than its sources. SST
 * only packages those files: with a `bundle` it applies no build options. The build cannot see the
 * credentials that SST deploys with.
 * @throws Error with the build's output if it fails
 */
export function buildBundles(root: string): void {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    env: buildEnvironment(process.env),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
