import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  buildEnvironment,
  installEnvironment,
} from '../../../packages/functions/bundle/environment.ts';
import { root } from '../../support/sources.ts';

const credentials = {
  AWS_ACCESS_KEY_ID: 'placeholder',
  AWS_SECRET_ACCESS_KEY: 'placeholder',
  AWS_SESSION_TOKEN: 'placeholder',
  AWS_PROFILE: 'placeholder',
  PULUMI_CONFIG_PASSPHRASE: 'placeholder',
  GITHUB_TOKEN: 'placeholder',
  NPM_TOKEN: 'placeholder',
  SLACK_BOT_TOKEN: 'placeholder',
  NODE_OPTIONS: 'placeholder',
  'npm_config_//packages.example/:_authToken': 'placeholder',
  npm_config__auth: 'placeholder',
  npm_config__password: 'placeholder',
};
const needed = { PATH: '/usr/bin', HOME: '/somewhere', TMPDIR: '/tmp' };
const fetching = { https_proxy: 'http://localhost:1', npm_config_cache: '/tmp/cache' };

describe('the environment of a build process', () => {
  it('holds no credentials, and nothing outside its allow-list', () => {
    expect(buildEnvironment({ ...credentials, ...fetching, ...needed })).toEqual(needed);
  });

  it('keeps the download settings for installing packages, but no registry credentials', () => {
    const env = { ...credentials, ...fetching, ...needed };
    expect(installEnvironment(env)).toEqual({ ...needed, ...fetching });
  });

  it('is everything that the esbuild process sees', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'environment-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const seen = join(folder, 'seen');
    const program = join(folder, 'esbuild');
    const packages = createRequire(import.meta.resolve('esbuild'));
    const binary = packages.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
    await writeFile(program, `#!/bin/sh\nenv > '${seen}'\nexec '${binary}' "$@"\n`);
    await chmod(program, 0o755);
    const wrapper = join(root, 'packages/functions/bundle/esbuild.ts');
    const script = `const { build } = await import('${wrapper}');
      const { outputFiles } = await build({ stdin: { contents: 'let a = 1' }, write: false });
      process.stdout.write(process.env.AWS_PROFILE + outputFiles[0].text);
      process.exit(0)`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      {
        env: {
          ...credentials,
          NODE_OPTIONS: '',
          PATH: process.env.PATH,
          ESBUILD_BINARY_PATH: program,
        },
      },
    );
    expect(stdout).toBe('placeholderlet a = 1;\n');
    const names = (await readFile(seen, 'utf8')).split('\n').map((line) => line.split('=')[0]);
    expect(names).toContain('PATH');
    expect(names.filter((name = '') => name in credentials)).toEqual([]);
  });
});
