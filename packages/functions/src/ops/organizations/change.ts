import { MAX_SECRET_BYTES, parseDooSecret, secretText } from '@doo-repush/core/doo/secret';
import { count } from '../../runtime/text.ts';
import { copyOrganizations } from '../secrets/copy-organizations.ts';
import { withAskedCredentials, withGivenCredentials } from './credentials.ts';
import { type OrganizationsDeps, OrganizationsError } from './deps.ts';
import { differenceLines, differenceOf, shortened } from './difference.ts';
import type { DooBook, OpenedBook } from './doo-book.ts';
import type { Entry } from './entries.ts';
import { listAtDoo } from './listed-at-doo.ts';

const MOST_CHANGES = 4;
const MOST_FAILURES = 2;

export interface Change {
  readonly next: readonly Entry[];
  /** Credentials to take over, as JSON that was read. */
  readonly credentials: unknown;
  /** Ask doo about each organization that is new or leads elsewhere. */
  readonly check: boolean;
  /** How many of doo's calls of the day may be spent. */
  readonly mostCalls: number;
}

/**
 * Writes the next list, once doo has listed what is new in it and the person has seen the difference. What
 * doo does not list keeps its place as it was.
 * @returns the exit code: 1 where something was left out
 * @throws OrganizationsError
 */
export async function change(
  book: OpenedBook,
  { next, credentials, check, mostCalls }: Change,
  deps: OrganizationsDeps,
): Promise<number> {
  const { output, allowLoopback } = deps;
  if (next.length === 0) throw new OrganizationsError('No organization would be left.');
  const given =
    credentials === undefined
      ? { ok: true as const, fields: book.fields }
      : withGivenCredentials(book.fields, credentials);
  if (!given.ok) throw new OrganizationsError(given.fault);
  const complete = await withAskedCredentials(
    { fields: given.fields, entries: next },
    deps.ask,
    output.err,
  );
  if (!complete.ok) throw new OrganizationsError(complete.fault);
  const { fields } = complete;
  const parsed = parse({ fields, entries: next });

  const wanted = differenceOf(book.entries, next);
  const newIds = new Set(
    [...wanted.added, ...wanted.changed.map(({ after }) => after)].map(
      (each) => each.organizationId,
    ),
  );
  const toAsk = parsed.organizations.filter(({ organizationId }) => newIds.has(organizationId));
  const { listed, failures, unasked } =
    check && toAsk.length > 0
      ? await listAtDoo(await deps.openDoo(parsed), toAsk, mostCalls, output)
      : { listed: newIds, failures: [], unasked: 0 };
  for (const line of shortened(failures, MOST_FAILURES)) output.err(`not listed by doo: ${line}\n`);
  if (unasked > 0)
    output.err(
      `${count(unasked, 'organization was', 'organizations were')} not asked about: run the same command again${failures.length > 0 ? ' once doo answers' : ' tomorrow'}, or give --unchecked.\n`,
    );

  const old = new Map(book.entries.map((entry) => [entry.organizationId, entry]));
  const entries = next.flatMap((entry) => {
    const { organizationId } = entry;
    if (!newIds.has(organizationId) || listed.has(organizationId)) return [entry];
    const before = old.get(organizationId);
    return before === undefined ? [] : [before];
  });
  const isComplete = listed.size === newIds.size;
  return write(book, { fields, entries }, isComplete, deps);

  function parse({ fields: others, entries: organizations }: DooBook) {
    const text = secretText({ ...others, organizations });
    const result = parseDooSecret(text, { allowLoopback });
    if (!result.ok) throw new OrganizationsError(result.faults.slice(0, 5).join('\n'));
    return result.value;
  }
}

async function write(
  before: OpenedBook,
  after: DooBook,
  isComplete: boolean,
  deps: OrganizationsDeps,
): Promise<number> {
  const { ids, writer, fetchSecret, confirm, output } = deps;
  const sum = count(after.entries.length, 'organization', 'organizations');
  const lines = differenceLines(differenceOf(before.entries, after.entries));
  const isSame =
    lines.length === 0 && JSON.stringify(before.fields) === JSON.stringify(after.fields);
  if (isSame && before.text !== undefined) {
    await copy(before.text, deps);
    output.out(`Nothing changes: ${sum}.\n`);
    return isComplete ? 0 : 1;
  }
  if (after.entries.length === 0)
    throw new OrganizationsError('doo lists none of them: nothing is written.');
  const text = secretText({ ...after.fields, organizations: after.entries });
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_SECRET_BYTES)
    throw new OrganizationsError(
      `${sum} take ${bytes} bytes; a secret holds ${MAX_SECRET_BYTES}. Let organizations share sets of credentials.`,
    );
  for (const line of shortened(lines, MOST_CHANGES)) output.out(`${line}\n`);
  if (!(await confirm(`Write ${sum}?`)))
    throw new OrganizationsError('The present organizations stay.');
  if (before.text !== undefined && (await fetchSecret(ids.doo)) !== before.text)
    throw new OrganizationsError('Somebody else has changed the doo secret meanwhile: try again.');
  await writer.write(ids.doo, text);
  await copy(text, deps);
  output.out(
    `Written: ${sum}, ${Math.ceil(bytes / 1024)} of 64 KB. The functions read them within five minutes.\n`,
  );
  return isComplete ? 0 : 1;
}

/** Brings the list that `slack` offers to what the doo secret says. @throws OrganizationsError */
async function copy(dooText: string, deps: OrganizationsDeps): Promise<void> {
  const { ids, allowLoopback, writer, fetchSecret, output } = deps;
  const quiet = { ...output, out: () => undefined };
  const fault = await copyOrganizations(ids.organizations, dooText, allowLoopback, {
    writer,
    fetchSecret,
    output: quiet,
  });
  if (fault !== undefined)
    throw new OrganizationsError(
      `The doo secret is written, and the list that slack offers is not. ${fault} Then run this command again.`,
    );
}
