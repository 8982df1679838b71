import { execFileSync } from 'node:child_process';
import { buildEnvironment } from '../bundle/environment.ts';

/**
 * Builds `dist/` as `npm run build` does, so that what is deployed is never older than its sources.
 * SST only packs those files: it gets a `bundle`, and has no build options of its own.
 * The build sees none of the credentials that SST deploys with.
 * @throws Error with what the build says, when it fails
 */
export function buildBundles(root: string): void {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    env: buildEnvironment(process.env),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
