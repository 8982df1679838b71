import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { PAGE_TITLE } from './assets.ts';

const FILE = 'running.json';
const ANSWER_WITHIN_MS = 1000;

const noteSchema = z.object({ url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+\/$/) });

/** Where another process already shows this folder's sandbox; two would corrupt its state. */
export async function runningAt(stateDir: string): Promise<string | undefined> {
  try {
    const { url } = noteSchema.parse(JSON.parse(await readFile(join(stateDir, FILE), 'utf8')));
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return (await response.text()).includes(PAGE_TITLE) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Records where this process shows it. */
export async function noteRunning(stateDir: string, url: string): Promise<void> {
  await writeFile(join(stateDir, FILE), JSON.stringify({ url }));
}

/** Removes that record. */
export async function noteEnded(stateDir: string): Promise<void> {
  await rm(join(stateDir, FILE), { force: true });
}
