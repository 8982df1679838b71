import { type DooSecret, parseDooSecret } from '@doo-repush/core/doo/secret';
import { type Finding, faulty, fine } from '../finding.ts';
import { type FetchSecret, readSecretText, writeItAnew } from './secret-text.ts';

export interface ReadDooSecret {
  readonly secret: DooSecret;
  readonly bytes: number;
}

const MOST_FAULTS = 10;

/** Whether the doo secret is there and names organizations that can be used. */
export async function checkDooSecret(
  fetchSecret: FetchSecret,
  id: string,
  { stage, allowLoopback }: { readonly stage: string; readonly allowLoopback: boolean },
): Promise<Finding<ReadDooSecret>> {
  const read = await readSecretText(fetchSecret, id, 'doo', stage);
  if (!read.ok) return read;
  const parsed = parseDooSecret(read.value, { allowLoopback });
  if (!parsed.ok)
    return faulty(parsed.faults.slice(0, MOST_FAULTS).join('; '), writeItAnew('doo', stage));
  const { organizations } = parsed.value;
  return fine(`organizations: ${organizations.length}`, {
    secret: parsed.value,
    bytes: Buffer.byteLength(read.value),
  });
}
