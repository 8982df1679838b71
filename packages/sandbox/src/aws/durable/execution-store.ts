import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Execution, fromStored, storedExecutionSchema, toStored } from './execution.ts';

/** Stores executions beyond the life of the process. */
export interface ExecutionStore {
  load(): Promise<Execution[]>;
  /** Resolves once the execution, as it is at the time of the call, would survive the process. */
  save(execution: Execution): Promise<void>;
}

/** A store that persists nothing. */
export function createMemoryStore(): ExecutionStore {
  return { load: async () => [], save: async () => undefined };
}

/**
 * One file with one line of JSON per execution, replaced by writing a temporary file and renaming it.
 * Only the changed execution is encoded again, and all changes made during a write share the next one.
 */
export function createFileStore(path: string): ExecutionStore {
  const lines = new Map<string, string>();
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  async function write(): Promise<void> {
    next = undefined;
    const temporaryPath = `${path}.new`;
    await writeFile(temporaryPath, `${[...lines.values()].join('\n')}\n`);
    await rename(temporaryPath, path);
  }

  return {
    async load() {
      await mkdir(dirname(path), { recursive: true });
      const text = await readTextFile(path);
      const executions: Execution[] = [];
      for (const line of text.split('\n')) {
        if (line === '') continue;
        const execution = fromStored(storedExecutionSchema.parse(JSON.parse(line)));
        lines.set(execution.arn, line);
        executions.push(execution);
      }
      return executions;
    },
    save(execution) {
      lines.set(execution.arn, JSON.stringify(toStored(execution)));
      if (next === undefined) {
        next = last.then(write, write);
        last = next;
      }
      return next;
    },
  };
}

async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
