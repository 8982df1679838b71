import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stageFileText } from '@doo-repush/functions/ops/stage/parse';
import type { StageFile } from '@doo-repush/functions/ops/stage/schema';
import { bundleConfig } from './bundle-config.ts';
import type { Graph } from './graph.ts';
import { platformFolder, root } from './platform.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
/** It takes some 2 s on an idle machine. */
const TIMEOUT_MS = 180_000;

/** A stage's graph, and the folder with its functions' zip files: `<work>/artifacts/<id>/code.zip`. */
export interface Synthesis {
  readonly graph: Graph;
  readonly work: string;
}

/** Runs `sst.config.ts` for a stage like a deployment, as far as that needs no account. */
export interface Synthesizer {
  /**
   * Runs in a separate process, with `file` as the stage's file. @throws Error with that process's output
   * if the program fails
   */
  synthesize(
    stage: string,
    env: Readonly<Record<string, string>>,
    file: StageFile | undefined,
  ): Promise<Synthesis>;
  dispose(): Promise<void>;
}

export async function createSynthesizer(): Promise<Synthesizer> {
  const folder = await mkdtemp(join(tmpdir(), 'infra-'));
  const program = join(platformFolder, `synthesis.${process.pid}.mjs`);
  await bundleConfig(program);
  return {
    async synthesize(stage, env, file) {
      const work = join(folder, stage);
      const project = join(folder, `${stage}-project`);
      await layOut(project, stage, file);
      const out = join(folder, `${stage}.json`);
      const { PATH = '', HOME = '' } = process.env;
      const run = promisify(execFile)(process.execPath, [CHILD, program, stage, work, out], {
        cwd: project,
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

/** Lays out the repository as a deployment sees it, with the test's own stages. */
async function layOut(project: string, stage: string, file: StageFile | undefined): Promise<void> {
  await rm(project, { recursive: true, force: true });
  await mkdir(join(project, 'stages'), { recursive: true });
  for (const name of await readdir(root))
    if (name !== 'stages') await symlink(join(root, name), join(project, name));
  if (file !== undefined)
    await writeFile(join(project, 'stages', `${stage}.json`), stageFileText(file));
}
