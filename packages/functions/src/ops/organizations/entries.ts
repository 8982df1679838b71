import { parseOrganizationsSecret } from '@doo-repush/core/doo/secret';
import { plainForeign } from '../../runtime/text.ts';

/** An organization as it stands in the doo secret, or as it is to stand there. */
export interface Entry {
  readonly name: string;
  readonly organizationId: string;
  readonly teamId: string;
  /** The name of a set, or credentials of its own; left out: the shared ones. */
  readonly credentials?: unknown;
}

/** What is typed or read for one organization, before anything is known of it. */
export interface Typed {
  /** Where it was read, such as `line 7`. */
  readonly place: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What the column of credentials says of those that are nowhere but with their organization. */
export const OWN = '(own)';

const MOST_NAME_CHARS = 60;

/** `Acme GmbH (10021)`, safe for a terminal. */
export function labelOf({ name, organizationId }: Entry): string {
  return `${plainForeign(name, MOST_NAME_CHARS)} (${organizationId})`;
}

/** Reads one organization. @returns the entry, or its faults with place and name */
export function readEntry({ place, fields }: Typed): Entry | readonly string[] {
  const { name, organizationId, teamId, credentials = '' } = fields;
  const parsed = parseOrganizationsSecret(
    JSON.stringify({ organizations: [{ name, organizationId, teamId }] }),
  );
  if (!parsed.ok) {
    const label = plainForeign(name ?? '', MOST_NAME_CHARS) || '(no name)';
    return parsed.faults.map((fault) => {
      const [, field = '', words = fault] = /^organizations\[0\]\.(\w+): (.*)$/.exec(fault) ?? [];
      return `${place}, ${label}: ${field} ${words}`;
    });
  }
  const [named] = parsed.value;
  if (named === undefined) throw new Error('An organization without faults is read');
  return credentials === '' ? named : { ...named, credentials };
}
