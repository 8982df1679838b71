import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../../packages/functions/bundle/build.ts';
import {
  bundleOptions,
  FUNCTION_NAMES,
  type FunctionName,
} from '../../packages/functions/bundle/options.ts';
import { neededActions } from './calls.ts';
import { actionsOf } from './rules/access.ts';
import { ENVIRONMENT, FILE } from './stages.ts';
import { theOne } from './synthesis/graph.ts';
import { root } from './synthesis/platform.ts';
import { createSynthesizer, type Synthesis, type Synthesizer } from './synthesis/synthesize.ts';
import { unzip } from './zip.ts';

/** The IDs of the deployed functions. */
const IDS = {
  slack: 'Slack',
  repush: 'RepushHandler',
  worker: 'Worker',
  lookup: 'Lookup',
} as const;

/** The start of a function reaches its peers; here nobody answers. */
const NO_PEERS = {
  ALLOW_LOOPBACK: '1',
  SLACK_API_URL: 'http://127.0.0.1:9/api/',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
};

let synthesizer: Synthesizer;
let synthesis: Synthesis;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deployed-'));
  synthesizer = await createSynthesizer();
  synthesis = await synthesizer.synthesize('production', ENVIRONMENT, FILE);
});
afterAll(async () => {
  await synthesizer.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function deployedFiles(name: FunctionName): Promise<ReadonlyMap<string, Buffer>> {
  return unzip(await readFile(join(synthesis.work, 'artifacts', IDS[name], 'code.zip')));
}

/** Unpacks the deployed code as Lambda does. */
async function unpacked(name: FunctionName): Promise<string> {
  const into = join(folder, name);
  await mkdir(into);
  for (const [path, content] of await deployedFiles(name))
    await writeFile(join(into, path), content);
  return join(into, 'index.mjs');
}

describe.each(FUNCTION_NAMES)('the deployed code of %s', (name) => {
  it('is minified from the sources with the one set of build options', async () => {
    expect(bundleOptions(name, join(root, 'dist', name)).minify).toBe(true);
    const { files } = await bundled(name);
    const hashes = (of: Iterable<readonly [string, Uint8Array]>) =>
      [...of].map(([path, contents]) => [path, hash(contents)]).toSorted();
    expect(hashes(await deployedFiles(name))).toEqual(hashes(files));
  });

  it('calls only what its role allows, and its role allows only what it calls', async () => {
    expect(actionsOf(synthesis.graph, `${IDS[name]}Role`)).toEqual(await neededActions(name));
  });

  it('exports its handler when started with the deployed settings', async () => {
    const { environment } = theOne(
      synthesis.graph,
      'aws:lambda/function:Function',
      `${IDS[name]}Function`,
    ).inputs;
    const url = pathToFileURL(await unpacked(name)).href;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `process.stdout.write(typeof (await import('${url}')).handler)`,
      ],
      { env: { ...Object(environment).variables, AWS_REGION: 'eu-central-1', ...NO_PEERS } },
    );
    expect(stdout).toBe('function');
  });
});

function hash(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
