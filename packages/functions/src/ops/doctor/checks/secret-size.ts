import { MAX_SECRET_BYTES } from '@doo-repush/core/doo/secret';
import { type Finding, faulty, fine } from '../finding.ts';

/** A secret that is fuller takes hardly another organization. */
const FULL_BYTES = MAX_SECRET_BYTES * 0.9;

/** Whether the secrets have room within the 64 KB that AWS allows. @param bytes by their names */
export function checkSecretSize(bytes: Readonly<Record<string, number>>): Finding {
  const sizes = Object.entries(bytes);
  const words = sizes.map(([name, size]) => `${name} ${size} of ${MAX_SECRET_BYTES} bytes`);
  if (sizes.every(([, size]) => size <= FULL_BYTES)) return fine(words.join(', '), undefined);
  return faulty(
    `almost full: ${words.join(', ')}`,
    'Let organizations share credentials, take away those that are no longer used, or write the JSON without spaces.',
  );
}
