import {
  type DooSecret,
  packedText,
  parseDooSecret,
  secretFields,
} from '@doo-repush/core/doo/secret';
import { type Finding, faulty, fine } from '../finding.ts';
import { type FetchSecret, readSecretText, writeItAnew } from './secret-text.ts';

export interface ReadDooSecret {
  readonly secret: DooSecret;
  /** Of its text as the tools would write it once it is long. */
  readonly bytes: number;
}

/** A plain list is packed once it is too long, so that it never counts as full. */
function leastBytes(text: string): number {
  const fields = secretFields(text);
  const packed = fields === undefined ? text : packedText(fields);
  return Math.min(Buffer.byteLength(text), Buffer.byteLength(packed));
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
    bytes: leastBytes(read.value),
  });
}
