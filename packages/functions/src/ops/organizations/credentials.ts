import { isRecord } from '@doo-repush/core/json';
import { type Ask, enterSecret } from '../secrets/entered-secret.ts';
import type { DooBook } from './doo-book.ts';

const FORM = ['apiKey', 'clientId', 'clientSecret', 'accessToken'] as const;
const KNOWN: readonly string[] = [...FORM, 'credentialSets'];

export type WithCredentials =
  | { readonly ok: true; readonly fields: DooBook['fields'] }
  | { readonly ok: false; readonly fault: string };

/** The credentials of a file in place of those that are there; sets stand beside each other. */
export function withGivenCredentials(fields: DooBook['fields'], given: unknown): WithCredentials {
  if (!isRecord(given)) return { ok: false, fault: 'The credentials are not a JSON object.' };
  if (Object.keys(given).some((key) => !KNOWN.includes(key)))
    return { ok: false, fault: `The credentials have a field beside ${KNOWN.join(', ')}.` };
  const { credentialSets, ...shared } = given;
  const others =
    Object.keys(shared).length === 0
      ? fields
      : Object.fromEntries(
          Object.entries(fields).filter(([key]) => !FORM.some((name) => name === key)),
        );
  const sets = { ...asRecord(fields.credentialSets), ...asRecord(credentialSets) };
  return {
    ok: true,
    fields: {
      ...others,
      ...shared,
      ...(Object.keys(sets).length > 0 ? { credentialSets: sets } : {}),
    },
  };
}

/** Asks for what `entries` need and the secret lacks, where there is somebody to ask. */
export async function withAskedCredentials(
  { fields, entries }: DooBook,
  ask: Ask | undefined,
  say: (text: string) => void,
): Promise<WithCredentials> {
  const sets = asRecord(fields.credentialSets);
  const named = entries.flatMap(({ credentials }) =>
    typeof credentials === 'string' ? [credentials] : [],
  );
  const missing = [...new Set(named)].filter((name) => !Object.hasOwn(sets, name));
  const needsShared =
    entries.some(({ credentials }) => credentials === undefined) && fields.apiKey === undefined;
  if (missing.length === 0 && !needsShared) return { ok: true, fields };
  if (ask === undefined)
    return {
      ok: false,
      fault: `The secret has no ${needsShared ? 'shared credentials' : `set of credentials ${missing.map((name) => JSON.stringify(name)).join(', ')}`}. Give them: --credentials-file - reads standard input.`,
    };
  let shared: Record<string, unknown> = {};
  if (needsShared) {
    say('Credentials that organizations share:\n');
    shared = await enterSecret('doo', {}, ask);
  }
  const entered: Record<string, unknown> = {};
  for (const name of missing) {
    say(`Credentials ${JSON.stringify(name)}:\n`);
    entered[name] = await enterSecret('doo', {}, ask);
  }
  return withGivenCredentials(fields, { ...shared, credentialSets: entered });
}

function asRecord(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
