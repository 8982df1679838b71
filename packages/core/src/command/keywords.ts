import { RESOURCE_NAMES, RESOURCES, type Resource } from '../doo/resources.ts';

/** The options of a command line, as written before the colon. */
export const KEYWORDS = [
  'since',
  'until',
  'types',
  'rate',
  'reason',
  'ticket',
  'org',
  'config',
] as const;
export type Keyword = (typeof KEYWORDS)[number];

/** Synonyms, in German and English and from doo's field names. */
const ALIASES: Readonly<Record<string, Keyword | undefined>> = {
  seit: 'since',
  ab: 'since',
  von: 'since',
  vom: 'since',
  after: 'since',
  from: 'since',
  last_updated_after: 'since',
  bis: 'until',
  before: 'until',
  to: 'until',
  last_updated_before: 'until',
  type: 'types',
  webhook_type: 'types',
  webhook_types: 'types',
  typ: 'types',
  typen: 'types',
  max_rate: 'rate',
  max_rate_per_min: 'rate',
  why: 'reason',
  because: 'reason',
  grund: 'reason',
  issue: 'ticket',
  jira: 'ticket',
  oid: 'org',
  organization: 'org',
  organisation: 'org',
  organization_id: 'org',
  configuration: 'config',
  konfiguration: 'config',
  webhook_configuration: 'config',
  webhook_configuration_id: 'config',
};

/** Words that people use instead, and the option they may mean. Never assumed, only suggested. */
const MEANT: Readonly<Record<string, Keyword | undefined>> = {
  start: 'since',
  last: 'since',
  end: 'until',
  webhook: 'types',
  webhooks: 'types',
  speed: 'rate',
  customer: 'org',
  kunde: 'org',
  system: 'config',
};

/** The option that a key names, ignoring case. */
export function keywordOf(key: string): Keyword | undefined {
  const lower = key.toLowerCase();
  return (
    KEYWORDS.find((keyword) => keyword === lower) ??
    (Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined)
  );
}

/** Whether a key is a word that people would hardly write before a colon in prose. */
export function isPlainKeyword(key: string): boolean {
  const lower = key.toLowerCase();
  return KEYWORDS.some((keyword) => keyword === lower) || /^(?:seit|ab|von|bis)$/.test(lower);
}

/** Whether an option's value is free text, in which other keywords may occur. */
export function isFreeText(keyword: Keyword): boolean {
  return /^(?:reason|ticket|org|config)$/.test(keyword);
}

/** The option that an unknown key probably means. */
export function keywordMeant(key: string): Keyword | undefined {
  const lower = key.toLowerCase();
  if (Object.hasOwn(MEANT, lower)) return MEANT[lower];
  return nearest(lower, KEYWORDS);
}

/** Whether a key labels event IDs, and nothing else. */
export function isEventKey(key: string): boolean {
  return /^(?:event[-_]?)?ids?$|^events?$/i.test(key);
}

/** The resource that a word names, singular or plural, ignoring case. */
export function resourceOf(word: string): Resource | undefined {
  const lower = word.toLowerCase();
  return RESOURCE_NAMES.find(
    (name) => RESOURCES[name].plural === lower || RESOURCES[name].singular === lower,
  );
}

/** The resource that an unknown word probably means. */
export function resourceMeant(word: string): Resource | undefined {
  const names = RESOURCE_NAMES.flatMap((name) => [
    RESOURCES[name].plural,
    RESOURCES[name].singular,
  ]);
  const near = nearest(word.toLowerCase(), names);
  return near === undefined ? undefined : resourceOf(near);
}

/** The name with the smallest edit distance: at most one in a short word, two in a longer one. */
export function nearest<Name extends string>(
  word: string,
  names: readonly Name[],
): Name | undefined {
  const mostChanges = word.length < 5 ? 1 : 2;
  let best: { name: Name; changes: number } | undefined;
  for (const name of names) {
    if (Math.abs(name.length - word.length) > mostChanges) continue;
    const changes = changesBetween(word, name);
    if (changes <= mostChanges && changes < (best?.changes ?? Number.POSITIVE_INFINITY))
      best = { name, changes };
  }
  return best?.name;
}

/** The edit distance, counting insertions, deletions, replacements and swaps of neighbours. */
function changesBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      const changed = (rows[i - 1]?.[j - 1] ?? 0) + cost;
      const without = Math.min(rows[i - 1]?.[j] ?? 0, row[j - 1] ?? 0) + 1;
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swapped = isSwap ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(changed, without, swapped));
    }
    rows.push(row);
  }
  return rows[one.length]?.[other.length] ?? 0;
}
