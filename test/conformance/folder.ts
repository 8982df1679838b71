import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

/** A file of the folder, which is one requirement. */
export interface RequirementFile {
  /** The name of the file: `1-1`. */
  readonly id: string;
  /** The name of the folder it is in: `step`. */
  readonly suite: string;
  readonly description: string;
  /** What is in the file, as far as YAML goes. */
  readonly content: unknown;
}

const describedSchema = z.looseObject({ description: z.string() });

/**
 * Reads every requirement below `folder`, in the order of their numbers.
 * Throws when the folder or a file of it cannot be read.
 */
export async function readFolder(folder: string): Promise<RequirementFile[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
  const files = await Promise.all(paths.map(readRequirement));
  return files.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

async function readRequirement(path: string): Promise<RequirementFile> {
  const content: unknown = parseYaml(await readFile(path, 'utf8'), path);
  const described = describedSchema.safeParse(content);
  return {
    id: basename(path).replace(/\.ya?ml$/, ''),
    suite: basename(dirname(path)),
    description: described.success ? described.data.description : '',
    content,
  };
}

function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${path} is not YAML.`, { cause: error });
  }
}
