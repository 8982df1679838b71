import { randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id shaped like Slack's: the prefix, a zero and nine upper-case letters or digits. */
export function randomId(prefix: string): string {
  let id = `${prefix}0`;
  for (let count = 0; count < 9; count += 1) id += LETTERS[randomInt(LETTERS.length)];
  return id;
}
