import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installEnvironment } from '../../../packages/functions/bundle/environment.ts';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Where SST keeps the sources and types of its components; not under version control. */
export const platformFolder = join(root, '.sst/platform');

/** Without these, SST looks for programs on the network that a synthesis does not need. */
const OFFLINE = {
  SST_SKIP_DEPENDENCY_CHECK: '1',
  SST_NO_BUN: '1',
  SST_TELEMETRY_DISABLED: '1',
};

/** Installs the components of exactly the installed SST version, unless they are present. */
export function installPlatform(): void {
  if (isInstalled()) return;
  execFileSync(join(root, 'node_modules/.bin/sst'), ['install', '--stage', 'ci'], {
    cwd: root,
    env: { ...installEnvironment(process.env), ...OFFLINE },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function isInstalled(): boolean {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/sst/package.json'), 'utf8'));
  const marker = join(platformFolder, 'version');
  return (
    existsSync(join(platformFolder, 'node_modules/@pulumi/aws/package.json')) &&
    existsSync(marker) &&
    readFileSync(marker, 'utf8').trim() === version
  );
}
