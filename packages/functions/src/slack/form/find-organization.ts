import { foldName } from '@doo-repush/core/typed-text';
import { foreign } from '../../messages/mrkdwn.ts';

/** An organization as far as people name it. */
export interface Organization {
  readonly organizationId: string;
  readonly name: string;
}

/** The one organization that a text means, or why there is none, as a sentence in mrkdwn. */
export type FoundOrganization<T extends Organization> =
  | { readonly ok: true; readonly organization: T }
  | { readonly ok: false; readonly words: string };

const MOST_NAMES = 5;
const MAX_NAME_CHARS = 60;

/** An id or a whole name decides; else part of a name or an id must be that of exactly one. */
export function findOrganization<T extends Organization>(
  text: string,
  organizations: readonly T[],
): FoundOrganization<T> {
  const wanted = foldName(text);
  const exact = organizations.filter(
    ({ organizationId, name }) => organizationId === wanted || foldName(name) === wanted,
  );
  const matching = organizations.filter(({ organizationId, name }) =>
    foldName(`${name} ${organizationId}`).includes(wanted),
  );
  const found = exact.length > 0 ? exact : matching;
  const [only] = found;
  if (only !== undefined && found.length === 1) return { ok: true, organization: only };
  const shown = `"${foreign(text.trim(), MAX_NAME_CHARS)}"`;
  if (only === undefined)
    return {
      ok: false,
      words: `No organization matches ${shown}. Pick one in the form.`,
    };
  const names = found.slice(0, MOST_NAMES).map(({ name }) => foreign(name, MAX_NAME_CHARS));
  const more = found.length > MOST_NAMES ? ` and ${found.length - MOST_NAMES} more` : '';
  return {
    ok: false,
    words: `${found.length} organizations match ${shown} (${names.join(', ')}${more}). Pick one in the form.`,
  };
}
