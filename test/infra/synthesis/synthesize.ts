import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleConfig } from './bundle-config.ts';
import type { Graph } from './graph.ts';
import { platformFolder, root } from './platform.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
/** Some 2 s on an idle machine. */
const TIMEOUT_MS = 180_000;

/** A stage's graph, and where the zip files of its functions lie: `<work>/artifacts/<id>/code.zip`. */
export interface Synthesis {
  readonly graph: Graph;
  readonly work: string;
}

/** Runs `sst.config.ts` for a stage as a deployment would, as far as that needs no account. */
export interface Synthesizer {
  /** In a process of its own. @throws Error with what that process wrote, when the program fails */
  synthesize(stage: string, env: Readonly<Record<string, string>>): Promise<Synthesis>;
  dispose(): Promise<void>;
}

export async function createSynthesizer(): Promise<Synthesizer> {
  const folder = await mkdtemp(join(tmpdir(), 'infra-'));
  const program = join(platformFolder, `synthesis.${process.pid}.mjs`);
  await bundleConfig(program);
  return {
    async synthesize(stage, env) {
      const work = join(folder, stage);
      const out = join(folder, `${stage}.json`);
      const { PATH = '', HOME = '' } = process.env;
      const run = promisify(execFile)(process.execPath, [CHILD, program, stage, work, out], {
        cwd: root,
        env: { PATH, HOME, ...env },
        timeout: TIMEOUT_MS,
      });
      await run.catch(({ stderr, message }: { stderr?: string; message: string }) => {
        throw new Error(stderr || message);
      });
      return { graph: JSON.parse(await readFile(out, 'utf8')), work };
    },
    async dispose() {
      await rm(program, { force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
