import { createHash } from 'node:crypto';

const MARK = '~';
const HEX_DIGITS = 8;

/** Shortens a configuration ID for metadata that has no room for it; still enough to find it again. */
export function shortId(id: string): string {
  return `${MARK}${createHash('sha256').update(id).digest('hex').slice(0, HEX_DIGITS)}`;
}

/** Whether a recorded configuration ID was shortened. */
export function isShortId(recorded: string): boolean {
  return recorded.length === HEX_DIGITS + 1 && recorded.startsWith(MARK);
}

/** Whether a recorded configuration ID, shortened or not, belongs to `id`. */
export function isSameId(recorded: string, id: string): boolean {
  return recorded === id || recorded === shortId(id);
}
