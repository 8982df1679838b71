import { readFile, stat } from 'node:fs/promises';
import { errorKind } from '../../runtime/log.ts';

/** The text of a file, with a warning where others on this machine may read it too. */
export type FileSecret =
  | { readonly ok: true; readonly text: string; readonly warning: string | undefined }
  | { readonly ok: false; readonly fault: string };

const READABLE_BY_OTHERS = 0o044;

/** Never rejects; a fault names the file and never its content. */
export async function readFileSecret(path: string): Promise<FileSecret> {
  try {
    const [text, { mode }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const isOpen = (mode & READABLE_BY_OTHERS) !== 0;
    const warning = isOpen
      ? `Others on this machine can read ${path}: chmod 600 ${path}`
      : undefined;
    return { ok: true, text, warning };
  } catch (error) {
    return { ok: false, fault: `${path} cannot be read (${errorKind(error)})` };
  }
}
