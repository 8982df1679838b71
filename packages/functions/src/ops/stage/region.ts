import { UsageError } from '../command-line.ts';
import { readStageFile, stageTrouble } from './read.ts';

/**
 * The region that the file of a stage pins; nothing where there is no file, so that the AWS SDK finds one.
 * @param root where the folder of the stages' files is
 * @throws UsageError where the file cannot be used
 */
export async function regionOf(root: string, stage: string): Promise<{ region?: string }> {
  const reading = await readStageFile(root, stage);
  if (reading.kind === 'unusable') throw new UsageError(stageTrouble(stage, reading));
  return reading.kind === 'read' ? { region: reading.stage.region } : {};
}
