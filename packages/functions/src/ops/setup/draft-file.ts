import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorKind } from '../../runtime/log.ts';
import { parseStageDraft, stageFileText } from '../stage/parse.ts';
import { stageFilePath } from '../stage/read.ts';
import type { StageDraft } from '../stage/schema.ts';
import type { Setup } from './setup.ts';
import { SetupError } from './setup-error.ts';

const LOOK_AT_RIGHTS = 'Look at its rights, then run the setup again.';

/** The file of a stage as it grows: what is missing is missing, and a deployment refuses it. */
export function draftFile(root: string, stage: string): Pick<Setup, 'draft' | 'change'> {
  const path = stageFilePath(root, stage);
  async function draft(): Promise<StageDraft> {
    const text = await textOf(path);
    if (text === undefined) return {};
    const parsed = parseStageDraft(text);
    if (parsed.ok) return parsed.stage;
    throw new SetupError(
      `stages/${stage}.json cannot be used. ${parsed.faults.join('; ')}`,
      'Correct the file: stages/README.md names its fields.',
    );
  }
  return {
    draft,
    async change(fields) {
      const next = { ...(await draft()), ...fields };
      try {
        await mkdir(dirname(path), { recursive: true });
        // Whoever is interrupted here finds the old file or the new one.
        await writeFile(`${path}.new`, stageFileText(next));
        await rename(`${path}.new`, path);
      } catch (error) {
        throw new SetupError(`${path} cannot be written (${errorKind(error)})`, LOOK_AT_RIGHTS);
      }
    },
  };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new SetupError(`${path} cannot be read (${errorKind(error)})`, LOOK_AT_RIGHTS);
  }
}
