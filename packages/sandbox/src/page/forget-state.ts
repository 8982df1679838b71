import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The files that a sandbox writes into its folder. */
const STATE_FILES = ['clock.json', 'slack.json', 'doo.json', 'executions.json'];

/** Removes a sandbox's state and nothing else in the folder. */
export async function forgetState(stateDir: string): Promise<void> {
  const names = STATE_FILES.flatMap((name) => [name, `${name}.next`]);
  await Promise.all(names.map((name) => rm(join(stateDir, name), { force: true })));
}
