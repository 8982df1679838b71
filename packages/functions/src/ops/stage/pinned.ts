import { UsageError } from '../command-line.ts';
import { readStageFile, stageTrouble } from './read.ts';
import type { StageFile } from './schema.ts';

/**
 * The file of a stage; `undefined` where there is none.
 * @param root where the folder of the stages' files is
 * @throws UsageError where the file cannot be used
 */
export async function stageFileOf(root: string, stage: string): Promise<StageFile | undefined> {
  const reading = await readStageFile(root, stage);
  if (reading.kind === 'unusable') throw new UsageError(stageTrouble(stage, reading));
  return reading.kind === 'read' ? reading.stage : undefined;
}

/**
 * The region that the file of a stage pins; nothing where there is no file, so that the AWS SDK finds one.
 * @throws UsageError where the file cannot be used
 */
export async function pinnedRegion(root: string, stage: string): Promise<{ region?: string }> {
  const file = await stageFileOf(root, stage);
  return file === undefined ? {} : { region: file.region };
}
