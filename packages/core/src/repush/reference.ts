import { createHash } from 'node:crypto';

/**
 * A short reference, six hexadecimal digits that a person can read out. The same `seed` gives the same
 * reference.
 */
export function referenceOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 6).toUpperCase();
}
