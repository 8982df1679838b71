import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** One JSON file that always holds a whole state: written beside, then renamed. */
export interface StateFile {
  /** What was written last; `undefined` when there is no file. */
  read(): Promise<unknown>;
  /** Writes the present state soon; changes in between are written together. */
  changed(): void;
  /** Resolves when everything that changed is written. */
  flush(): Promise<void>;
}

/** Changes within this time are one write. */
const GATHER_MS = 20;

/** @param snapshot gives the present state, to be written as JSON */
export function createStateFile(path: string, snapshot: () => unknown): StateFile {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.next`, JSON.stringify(snapshot()));
    await rename(`${path}.next`, path);
  }

  function writeNow(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  }

  return {
    async read() {
      try {
        return JSON.parse(await readFile(path, 'utf8'));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    changed() {
      timer ??= setTimeout(() => void writeNow(), GATHER_MS);
    },
    flush: () => (timer === undefined ? writing : writeNow()),
  };
}
