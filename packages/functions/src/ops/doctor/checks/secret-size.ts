import { MAX_SECRET_BYTES } from '@doo-repush/core/doo/secret';
import { type Finding, faulty, fine } from '../finding.ts';

/** A secret that is fuller takes hardly another organization. */
const FULL_BYTES = MAX_SECRET_BYTES * 0.9;

/**
 * Whether the secrets have room within the 64 KB that AWS allows.
 * @param bytes by their names, as the tools would write them at the least
 */
export function checkSecretSize(bytes: Readonly<Record<string, number>>, stage: string): Finding {
  const sizes = Object.entries(bytes);
  const words = sizes.map(([name, size]) => `${name} ${size} of ${MAX_SECRET_BYTES} bytes`);
  if (sizes.every(([, size]) => size <= FULL_BYTES)) return fine(words.join(', '), undefined);
  return faulty(
    `almost full: ${words.join(', ')}`,
    `Remove organizations that are no longer used (npm run organizations -- remove … --stage ${stage}), or let those with credentials of their own share a set of credentialSets (npm run secrets -- edit doo --stage ${stage} --file doo.json).`,
  );
}
