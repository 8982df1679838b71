import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorKind } from '../../runtime/log.ts';
import { parseStageFile } from './parse.ts';
import type { StageFile } from './schema.ts';

export type StageReading =
  | { readonly kind: 'read'; readonly stage: StageFile }
  | { readonly kind: 'absent' }
  /** One sentence a fault; nothing of the file is to be used. */
  | { readonly kind: 'unusable'; readonly faults: readonly string[] };

/** The file of a stage, from the folder of the repository. */
export function stageFilePath(root: string, stage: string): string {
  return join(root, 'stages', `${stage}.json`);
}

/** Reads the file of a stage. Never rejects. */
export async function readStageFile(root: string, stage: string): Promise<StageReading> {
  try {
    const parsed = parseStageFile(await readFile(stageFilePath(root, stage), 'utf8'));
    return parsed.ok
      ? { kind: 'read', stage: parsed.stage }
      : { kind: 'unusable', faults: parsed.faults };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { kind: 'absent' };
    return { kind: 'unusable', faults: [`it cannot be read (${errorKind(error)})`] };
  }
}

/** Why the file of a stage cannot be used, and what to do, in one line. */
export function stageTrouble(
  stage: string,
  reading: Exclude<StageReading, { kind: 'read' }>,
): string {
  const path = `stages/${stage}.json`;
  return reading.kind === 'absent'
    ? `${path} is missing: it says what the stage has chosen. stages/README.md shows how to write it.`
    : `${path} cannot be used. ${reading.faults.join('; ')}.`;
}
