import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { it } from 'vitest';
import { root } from './synthesis/platform.ts';

it('sst.config.ts and its imports type-check against SST and Pulumi', async () => {
  const tsc = join(root, 'node_modules/.bin/tsc');
  const checked = promisify(execFile)(tsc, ['-p', '.'], { cwd: root });
  await checked.catch(({ stdout, message }: { stdout?: string; message: string }) => {
    throw new Error(stdout || message);
  });
});
