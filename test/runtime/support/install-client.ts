import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installEnvironment } from '../../../packages/functions/bundle/environment.ts';

const FOLDER = fileURLToPath(new URL('../client', import.meta.url));
/** The programs needed to compile it, and the Debian package that contains each. */
const TOOLS = ['cmake', 'make', 'g++', 'python3', 'xz'];

/**
 * Installs AWS's runtime client from its own lock file, unless it is present. Compiling it takes the better
 * part of a minute.
 * @returns the path of its program
 * @throws Error that says what is missing
 */
export function installClient(): string {
  const program = join(FOLDER, 'node_modules/aws-lambda-ric/index.mjs');
  if (isInstalled(program)) return program;
  if (process.platform !== 'linux') throw new Error("AWS's runtime client compiles on Linux only.");
  const missing = TOOLS.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
  if (missing.length > 0)
    throw new Error(
      `AWS's runtime client has to be compiled, for which ${missing.join(', ')} are missing. ` +
        'On Debian: apt-get install cmake make g++ python3 xz-utils',
    );
  // The project's own setting reaches every npm that one of its scripts starts.
  execFileSync('npm', ['ci', '--ignore-scripts=false'], {
    cwd: FOLDER,
    env: installEnvironment(process.env),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (!isInstalled(program)) throw new Error("AWS's runtime client was not built by npm ci.");
  return program;
}

function isInstalled(program: string): boolean {
  if (!existsSync(join(dirname(program), 'rapid-client.node'))) return false;
  const require = createRequire(import.meta.url);
  const { dependencies } = require(join(FOLDER, 'package.json'));
  const { version } = require(join(dirname(program), 'package.json'));
  return version === dependencies['aws-lambda-ric'];
}
