import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** One JSON file that always holds a complete state: written to a temporary file, then renamed. */
export interface StateFile {
  /** The last state written; `undefined` if there is no file. */
  read(): Promise<unknown>;
  /** Writes the current state soon; changes until then share one write. */
  changed(): void;
  /** Resolves when every change is written. */
  flush(): Promise<void>;
}

/** Changes within this time share one write. */
const GATHER_MS = 20;

/** @param snapshot returns the current state, to be written as JSON */
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
