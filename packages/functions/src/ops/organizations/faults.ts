import { isRecord } from '@doo-repush/core/json';
import { type Entry, labelOf, OWN, readEntry, type Typed } from './entries.ts';

/** What was read of a list, or everything that is wrong with it. */
export type ReadEntries =
  | { readonly ok: true; readonly entries: readonly Entry[]; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly faults: readonly string[] };

/**
 * Reads a list that is to stand beside `present`, or in its place. An id or a team may not stand twice; a
 * name may, with a warning.
 */
export function readEntries(
  typed: readonly Typed[],
  present: readonly Entry[],
  replace: boolean,
): ReadEntries {
  const faults: string[] = [];
  const read: { readonly place: string; readonly entry: Entry }[] = [];
  const standing = new Map(present.map((entry) => [entry.organizationId, entry]));
  for (const each of typed) {
    const entry = readEntry(each);
    if ('name' in entry) read.push({ place: each.place, entry: withOwn(entry, standing) });
    else faults.push(...entry);
  }
  const given = new Set(read.map(({ entry }) => entry.organizationId));
  const others = (replace ? [] : present)
    .filter(({ organizationId }) => !given.has(organizationId))
    .map((entry) => ({ place: 'the secret', entry }));
  const warnings: string[] = [];
  const byId = createFirsts();
  const byTeam = createFirsts();
  const byName = createFirsts();
  for (const each of [...others, ...read]) {
    const { place, entry } = each;
    const where = `${place}, ${labelOf(entry)}`;
    const told = place === 'the secret' ? [] : faults;
    if (entry.credentials === OWN) told.push(`${where}: has no credentials of its own yet`);
    const sameId = byId(entry.organizationId, each);
    if (sameId !== undefined) told.push(`${where}: the organizationId of ${sameId}`);
    const sameTeam = sameId === undefined ? byTeam(entry.teamId, each) : undefined;
    if (sameTeam !== undefined) told.push(`${where}: the teamId of ${sameTeam}`);
    const sameName = byName(entry.name.normalize('NFC').toLowerCase(), each);
    if (sameName !== undefined && sameId === undefined && place !== 'the secret')
      warnings.push(`${where}: the name of ${sameName}`);
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, entries: read.map(({ entry }) => entry), warnings };
}

/** Finds who had a key first. */
function createFirsts() {
  const firsts = new Map<string, string>();
  return (key: string, { place, entry }: { place: string; entry: Entry }) => {
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, `${place}, ${labelOf(entry)}`);
    return first;
  };
}

/** The credentials that an organization has had of its own, where its row names them. */
function withOwn(entry: Entry, standing: ReadonlyMap<string, Entry>): Entry {
  const before = standing.get(entry.organizationId);
  if (entry.credentials !== OWN || !isRecord(before?.credentials)) return entry;
  return { ...entry, credentials: before.credentials };
}
