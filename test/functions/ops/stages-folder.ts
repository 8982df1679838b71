import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StageFile } from '@doo-repush/functions/ops/stage/schema';
import { onTestFinished } from 'vitest';

/** The least that the file of a stage says. */
export const STAGE: StageFile = {
  account: '123456789012',
  region: 'eu-central-1',
  channel: { id: 'C0APPROVALS', name: '#doo-repush' },
  approvers: [{ id: 'S0SUPPORT', name: 'Support leads' }],
  requesters: 'channel',
};

/** A folder with `stages/` in it, until the test ends. @param files text by stage */
export async function stagesFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'stages-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'stages'));
  for (const [stage, text] of Object.entries(files))
    await writeFile(join(root, `stages/${stage}.json`), text);
  return root;
}
