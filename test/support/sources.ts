import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the repository; `path` is relative to its root, with slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const NOT_OURS = new Set([
  '.git',
  'node_modules',
  'dist',
  '.sandbox',
  '.sst',
  'coverage',
  'screenshots',
]);
const BINARY = /\.(?:png|jpe?g|gif|ico|woff2?|zip)$/;

/** Every text file of the repository below `folder`, as on disk, without generated ones. */
export function filesBelow(folder = '.'): SourceFile[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = relative(root, join(root, folder, entry.name)).replaceAll('\\', '/');
    if (NOT_OURS.has(entry.name)) return [];
    if (entry.isDirectory()) return filesBelow(path);
    if (!entry.isFile() || BINARY.test(entry.name) || entry.name.endsWith('.log')) return [];
    return [{ path, text: readFileSync(join(root, path), 'utf8') }];
  });
}

/** The code below `folder`. */
export function codeBelow(folder: string): SourceFile[] {
  return filesBelow(folder).filter(({ path }) => /\.[cm]?[jt]sx?$/.test(path));
}

const IMPORT =
  /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\(|\bresolve\s*\()\s*['"]([^'"\n]+)['"]/g;

/** A file's imports: static, for side effects, and dynamic. */
export function importsOf({ text }: SourceFile): string[] {
  return [...text.matchAll(IMPORT)].map(([, name = '']) => name);
}

/** The paths of files whose text matches. */
export function matching(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
}
