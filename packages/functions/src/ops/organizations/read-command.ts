import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { parseJson } from '@doo-repush/core/json';
import { errorKind } from '../../runtime/log.ts';
import { readOptions, readStage, UsageError } from '../command-line.ts';
import type { OrganizationsCommand } from './commands.ts';
import { OrganizationsError } from './deps.ts';

export const USAGE = `Usage: npm run organizations -- <what> --stage <stage> [--allow-loopback]
  list [--search <text>]
  add --name <name> --id <organizationId> --team <teamId> [--credentials <set>] [writing]
  remove <id or name>... [--yes]
  import <file.csv> [--replace] [writing]   columns: name, organizationId, teamId, credentials
  check [--most <calls>]                    asks doo about each, one call each
  export                                    a CSV, without credentials
writing: [--credentials-file <file.json>] [--most <calls>] [--unchecked] [--yes]
import adds and changes; --replace also takes away what the file does not name. - reads standard input.`;

const OPTIONS = {
  stage: { type: 'string' },
  search: { type: 'string', default: '' },
  name: { type: 'string' },
  id: { type: 'string' },
  team: { type: 'string' },
  credentials: { type: 'string', default: '' },
  'credentials-file': { type: 'string' },
  most: { type: 'string', default: '500' },
  unchecked: { type: 'boolean', default: false },
  replace: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  'allow-loopback': { type: 'boolean', default: false },
} as const;

export interface ReadOrganizations {
  readonly stage: string;
  readonly allowLoopback: boolean;
  readonly isSure: boolean;
  /** Reads the files that the command names. @throws OrganizationsError */
  readonly command: () => Promise<OrganizationsCommand>;
}

/** @throws UsageError */
export function readOrganizations(
  args: readonly string[],
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined },
): ReadOrganizations {
  const { values, positionals } = readOptions(() =>
    parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }),
  );
  const [verb, ...words] = positionals;
  const [file, ...others] = words;
  if (!/^\d{1,6}$/.test(values.most)) throw new UsageError('--most takes a number of calls');
  const writing = async () => ({
    credentials: await credentialsOf(values['credentials-file'], input),
    check: !values.unchecked,
    mostCalls: Number(values.most),
  });
  const rest = {
    stage: readStage(values.stage),
    allowLoopback: values['allow-loopback'],
    isSure: values.yes,
  };
  const isWrite = verb === 'add' || verb === 'remove' || verb === 'import';
  if (isWrite && !values.yes && input.isTTY !== true)
    throw new UsageError('there is no terminal to ask at before writing: give --yes');
  if (verb === 'remove' && words.length > 0)
    return { ...rest, command: async () => ({ verb, which: words }) };
  if (verb === 'import' && file !== undefined && others.length === 0) {
    if (file === '-' && values['credentials-file'] === '-')
      throw new UsageError('standard input holds the CSV or the credentials, not both');
    const { replace } = values;
    return {
      ...rest,
      command: async () => ({
        verb,
        csv: await textOf(file, input),
        replace,
        ...(await writing()),
      }),
    };
  }
  if (words.length > 0 || verb === 'import' || verb === 'remove')
    throw new UsageError('it needs one file to import, or what to remove, and nothing else');
  switch (verb) {
    case 'list':
      return { ...rest, command: async () => ({ verb, search: values.search }) };
    case 'export':
      return { ...rest, command: async () => ({ verb }) };
    case 'check':
      return { ...rest, command: async () => ({ verb, mostCalls: Number(values.most) }) };
    case 'add': {
      const { name, id: organizationId, team: teamId, credentials } = values;
      if (name === undefined || organizationId === undefined || teamId === undefined)
        throw new UsageError('add needs --name, --id and --team');
      const fields = { name, organizationId, teamId, credentials };
      return { ...rest, command: async () => ({ verb, fields, ...(await writing()) }) };
    }
    default:
      throw new UsageError('known are list, add, remove, import, check and export');
  }
}

async function credentialsOf(
  path: string | undefined,
  input: NodeJS.ReadableStream,
): Promise<unknown> {
  if (path === undefined) return undefined;
  const value = parseJson((await textOf(path, input)).replace(/^\uFEFF/, ''));
  if (value === undefined) throw new OrganizationsError('The credentials are not JSON.');
  return value;
}

async function textOf(path: string, input: NodeJS.ReadableStream): Promise<string> {
  try {
    return path === '-' ? await text(input) : await readFile(path, 'utf8');
  } catch (error) {
    throw new OrganizationsError(`${path} cannot be read (${errorKind(error)})`);
  }
}
