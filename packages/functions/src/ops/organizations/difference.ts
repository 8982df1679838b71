import { credentialsWord } from './csv.ts';
import { type Entry, labelOf } from './entries.ts';

/** What a change of the list comes to, in the order of the new list and then of the old one. */
export interface Difference {
  readonly added: readonly Entry[];
  readonly changed: readonly { readonly before: Entry; readonly after: Entry }[];
  readonly removed: readonly Entry[];
}

/** `present` with `given` in place of entries of the same id, and the others behind. */
export function withEntries(present: readonly Entry[], given: readonly Entry[]): readonly Entry[] {
  const byId = new Map(given.map((entry) => [entry.organizationId, entry]));
  const known = new Set(present.map(({ organizationId }) => organizationId));
  return [
    ...present.map((entry) => byId.get(entry.organizationId) ?? entry),
    ...given.filter(({ organizationId }) => !known.has(organizationId)),
  ];
}

export function differenceOf(present: readonly Entry[], next: readonly Entry[]): Difference {
  const old = new Map(present.map((entry) => [entry.organizationId, entry]));
  const kept = new Set(next.map(({ organizationId }) => organizationId));
  return {
    added: next.filter(({ organizationId }) => !old.has(organizationId)),
    changed: next.flatMap((after) => {
      const before = old.get(after.organizationId);
      return before === undefined || isSame(before, after) ? [] : [{ before, after }];
    }),
    removed: present.filter(({ organizationId }) => !kept.has(organizationId)),
  };
}

/** A line for each organization, with its name. */
export function differenceLines({ added, changed, removed }: Difference): readonly string[] {
  return [
    ...removed.map((entry) => `- ${labelOf(entry)}`),
    ...changed.map(
      ({ before, after }) => `~ ${labelOf(after)}: ${changedFields(before, after).join(', ')}`,
    ),
    ...added.map((entry) => `+ ${labelOf(entry)}`),
  ];
}

/** At most `most` lines: where there are more, the last one says how many. */
export function shortened(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `and ${lines.length - most + 1} more`];
}

function changedFields(before: Entry, after: Entry): readonly string[] {
  return [
    ...(before.name === after.name ? [] : [`name, was ${labelOf(before)}`]),
    ...(before.teamId === after.teamId ? [] : ['teamId']),
    ...(sameCredentials(before, after)
      ? []
      : [`credentials ${credentialsWord(after.credentials)}`]),
  ];
}

function isSame(before: Entry, after: Entry): boolean {
  return changedFields(before, after).length === 0;
}

function sameCredentials(before: Entry, after: Entry): boolean {
  return JSON.stringify(before.credentials) === JSON.stringify(after.credentials);
}
