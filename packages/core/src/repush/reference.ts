import { createHash } from 'node:crypto';

/** A short reference, six hexadecimal digits a person can read out; the same for the same `seed`. */
export function referenceOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 6).toUpperCase();
}
