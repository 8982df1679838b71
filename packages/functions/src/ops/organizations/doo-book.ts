import { parseDooSecret, secretFields } from '@doo-repush/core/doo/secret';
import { isRecord } from '@doo-repush/core/json';
import type { SecretWriter } from '../../runtime/secrets/secret-writer.ts';
import type { Entry } from './entries.ts';

/** The doo secret as the tool changes it. */
export interface DooBook {
  /** Everything but the organizations. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly entries: readonly Entry[];
}

/** The book with the text that it was read from; `undefined` where nobody wrote it yet. */
export interface OpenedBook extends DooBook {
  readonly text: string | undefined;
}

export type ReadBook =
  | { readonly ok: true; readonly book: OpenedBook }
  | { readonly ok: false; readonly fault: string };

/** The secret that is there; an empty one where a deployment made it and nobody wrote it yet. */
export async function readBook(
  id: string,
  { writer, fetchSecret }: { writer: SecretWriter; fetchSecret: (id: string) => Promise<string> },
  { stage, allowLoopback }: { readonly stage: string; readonly allowLoopback: boolean },
): Promise<ReadBook> {
  const standing = await writer.standing(id);
  if (standing === 'absent')
    return {
      ok: false,
      fault: `There is no secret ${id}. Deploy first: npm run deploy -- --stage ${stage}`,
    };
  if (standing === 'deleted')
    return {
      ok: false,
      fault: `${id} is marked for deletion. Take that back: aws secretsmanager restore-secret --secret-id ${id}`,
    };
  if (standing === 'without_value')
    return { ok: true, book: { fields: {}, entries: [], text: undefined } };
  const text = await fetchSecret(id);
  const parsed = parseDooSecret(text, { allowLoopback });
  if (!parsed.ok)
    return { ok: false, fault: `${id} cannot be used: ${parsed.faults.slice(0, 5).join('; ')}` };
  const { organizations, ...fields } = secretFields(text) ?? {};
  const raw = Array.isArray(organizations) ? organizations : [];
  const entries = parsed.value.organizations.map(
    ({ name, organizationId, teamId }, index): Entry => {
      const given: unknown = raw[index];
      const credentials = isRecord(given) ? given.credentials : undefined;
      const named = { name, organizationId, teamId };
      return credentials === undefined ? named : { ...named, credentials };
    },
  );
  return { ok: true, book: { fields, entries, text } };
}
