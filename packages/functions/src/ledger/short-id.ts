import { createHash } from 'node:crypto';

const MARK = '~';
const HEX_DIGITS = 8;

/** A configuration's ID where the metadata has no room for it: enough to find it again. */
export function shortId(id: string): string {
  return `${MARK}${createHash('sha256').update(id).digest('hex').slice(0, HEX_DIGITS)}`;
}

/** Whether an ID of a card's metadata is a short one. */
export function isShortId(recorded: string): boolean {
  return recorded.length === HEX_DIGITS + 1 && recorded.startsWith(MARK);
}

/** Whether an ID of a card's metadata, short or not, is that of a configuration. */
export function isSameId(recorded: string, id: string): boolean {
  return recorded === id || recorded === shortId(id);
}
