import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A package of which some code is deployed. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** The functions that contain it. */
  readonly functions: readonly string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const FUNCTIONS = ['slack', 'repush', 'worker'] as const;

/** Every package that the build bundled into a function, according to the build's metadata. */
export function bundledPackages(): readonly BundledPackage[] {
  const folders = new Map<string, Set<string>>();
  for (const name of FUNCTIONS) {
    const { inputs } = readJson(join(root, 'dist', `${name}.meta.json`));
    for (const path of Object.keys(Object(inputs))) {
      const [folder] = /(?:[^:]*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
      if (folder === undefined) continue;
      folders.set(folder, (folders.get(folder) ?? new Set()).add(name));
    }
  }
  return [...folders]
    .map(([folder, functions]) => {
      const { name, version, license } = readJson(join(root, folder, 'package.json'));
      return {
        name: String(name),
        version: String(version),
        licence: typeof license === 'string' ? license : 'unknown',
        functions: [...functions],
      };
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function readJson(path: string): Record<string, unknown> {
  return Object(JSON.parse(readFileSync(path, 'utf8')));
}
