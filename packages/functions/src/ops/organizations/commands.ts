import { parseDooSecret, secretText } from '@doo-repush/core/doo/secret';
import { count, plainForeign } from '../../runtime/text.ts';
import { change } from './change.ts';
import { credentialsWord, csvOf, readCsv } from './csv.ts';
import { type OrganizationsDeps, OrganizationsError } from './deps.ts';
import { shortened, withEntries } from './difference.ts';
import { type OpenedBook, readBook } from './doo-book.ts';
import { type Entry, labelOf, type Typed } from './entries.ts';
import { readEntries } from './faults.ts';
import { listAtDoo } from './listed-at-doo.ts';

const MOST_FAULTS = 8;
const MOST_WARNINGS = 2;

/** What somebody wants done with the organizations of an installation. */
export type OrganizationsCommand =
  | { readonly verb: 'list'; readonly search: string }
  | { readonly verb: 'export' }
  | { readonly verb: 'check'; readonly mostCalls: number }
  | { readonly verb: 'remove'; readonly which: readonly string[] }
  | ({ readonly verb: 'add'; readonly fields: Typed['fields'] } & Writing)
  | ({ readonly verb: 'import'; readonly csv: string; readonly replace: boolean } & Writing);

interface Writing {
  readonly credentials: unknown;
  readonly check: boolean;
  readonly mostCalls: number;
}

/** @returns the exit code @throws OrganizationsError, SecretUnreadableError, SecretUnwritableError */
export async function carryOut(
  command: OrganizationsCommand,
  deps: OrganizationsDeps,
): Promise<number> {
  const read = await readBook(deps.ids.doo, deps, deps);
  if (!read.ok) throw new OrganizationsError(read.fault);
  const { book } = read;
  switch (command.verb) {
    case 'list':
      return list(book.entries, command.search, deps);
    case 'export':
      deps.output.out(csvOf(book.entries));
      return 0;
    case 'check':
      return check(book, command.mostCalls, deps);
    case 'remove':
      return remove(book, command.which, deps);
    case 'add':
      return put(
        book,
        [{ place: 'given', fields: command.fields }],
        { replace: false, ...command },
        deps,
      );
    case 'import': {
      const csv = readCsv(command.csv);
      if (!csv.ok) throw new OrganizationsError(csv.fault);
      if (csv.rows.length === 0) throw new OrganizationsError('The CSV has no organization.');
      return put(book, csv.rows, command, deps);
    }
  }
}

function list(entries: readonly Entry[], search: string, { output }: OrganizationsDeps): number {
  const wanted = fold(search);
  const found = entries.filter((entry) =>
    [entry.name, entry.organizationId, entry.teamId].some((text) => fold(text).includes(wanted)),
  );
  for (const entry of found) {
    const set = plainForeign(credentialsWord(entry.credentials), 60);
    output.out(
      `${labelOf(entry)}  team ${entry.teamId}${set === '' ? '' : `  credentials ${set}`}\n`,
    );
  }
  output.out(`${count(found.length, 'organization', 'organizations')}\n`);
  return 0;
}

async function check(
  { fields, entries }: OpenedBook,
  mostCalls: number,
  { allowLoopback, openDoo, output }: OrganizationsDeps,
): Promise<number> {
  const parsed = parseDooSecret(secretText({ ...fields, organizations: entries }), {
    allowLoopback,
  });
  if (!parsed.ok) throw new OrganizationsError(parsed.faults.slice(0, MOST_FAULTS).join('\n'));
  const doo = await openDoo(parsed.value);
  const { organizations } = parsed.value;
  const { listed, failures, unasked } = await listAtDoo(doo, organizations, mostCalls, output);
  for (const line of shortened(failures, MOST_FAULTS / 2)) output.out(`${line}\n`);
  const rest = unasked > 0 ? `, ${unasked} not asked about (--most)` : '';
  output.out(
    `doo lists ${listed.size} of ${count(entries.length, 'organization', 'organizations')}${rest}.\n`,
  );
  return failures.length > 0 ? 1 : 0;
}

function remove(
  book: OpenedBook,
  which: readonly string[],
  deps: OrganizationsDeps,
): Promise<number> {
  const gone = new Set(which.map((word) => only(book.entries, word).organizationId));
  const next = book.entries.filter(({ organizationId }) => !gone.has(organizationId));
  return change(book, { next, credentials: undefined, check: false, mostCalls: 0 }, deps);
}

/** The one organization that has this id or this name. @throws OrganizationsError */
function only(entries: readonly Entry[], word: string): Entry {
  const byId = entries.find(({ organizationId }) => organizationId === word);
  if (byId !== undefined) return byId;
  const [first, ...others] = entries.filter(({ name }) => fold(name) === fold(word));
  const shown = plainForeign(word, 60);
  if (first === undefined)
    throw new OrganizationsError(`No organization has the id or the name "${shown}".`);
  if (others.length > 0)
    throw new OrganizationsError(
      `${others.length + 1} organizations have the name "${shown}": give the id of one. ${[first, ...others].map(labelOf).join(', ')}`,
    );
  return first;
}

function put(
  book: OpenedBook,
  rows: readonly Typed[],
  { replace, ...writing }: Writing & { readonly replace: boolean },
  deps: OrganizationsDeps,
): Promise<number> {
  const read = readEntries(rows, book.entries, replace);
  if (!read.ok) throw new OrganizationsError(shortened(read.faults, MOST_FAULTS).join('\n'));
  for (const line of shortened(read.warnings, MOST_WARNINGS))
    deps.output.err(`please check: ${line}\n`);
  const next = replace ? read.entries : withEntries(book.entries, read.entries);
  return change(book, { ...writing, next }, deps);
}

function fold(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
