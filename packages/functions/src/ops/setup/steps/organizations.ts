import { readFile } from 'node:fs/promises';
import { isRecord, parseJson } from '@doo-repush/core/json';
import { errorKind } from '../../../runtime/log.ts';
import { count } from '../../../runtime/text.ts';
import { carryOut } from '../../organizations/commands.ts';
import { OrganizationsError } from '../../organizations/deps.ts';
import { readBook } from '../../organizations/doo-book.ts';
import { asSetupError, awsOf } from '../installed.ts';
import { askUntil } from '../prompts.ts';
import { SetupError } from '../setup-error.ts';
import { blocked, done, type Step, todo } from '../step.ts';

const MOST_CALLS = 500;

/** The organizations of doo with their credentials. */
export const organizations: Step = {
  id: 'organizations',
  title: 'Organizations',
  async look(setup) {
    const aws = await awsOf(setup);
    try {
      const read = await readBook(setup.names.secrets.doo, aws, setup);
      if (!read.ok) return blocked(read.fault, 'Mend the doo secret: npm run secrets -- --help');
      const { entries } = read.book;
      return entries.length === 0
        ? todo('there is none yet')
        : done(count(entries.length, 'organization', 'organizations'));
    } catch (error) {
      throw asSetupError(error);
    }
  },
  async act(setup) {
    const { prompts, names, output, stage, allowLoopback } = setup;
    const csv = await askUntil(
      prompts,
      'organizations',
      (fault) =>
        prompts.text(
          'organizations',
          'The CSV of organizations: name, organizationId, teamId',
          fault,
        ),
      readText,
    );
    const credentials = await askUntil(
      prompts,
      'doo',
      (fault) =>
        prompts.secret(
          'doo',
          'API key, client ID and client secret of doo in one line (or API key and access token)',
          fault,
        ),
      readCredentials,
    );
    const { writer, fetchSecret } = await awsOf(setup);
    try {
      await carryOut(
        { verb: 'import', csv, replace: false, credentials, check: true, mostCalls: MOST_CALLS },
        {
          stage,
          ids: names.secrets,
          allowLoopback,
          writer,
          fetchSecret,
          openDoo: async (secret) => setup.openDoo(secret),
          ask: prompts.canRepeat ? (question) => prompts.secret('doo', question) : undefined,
          confirm: (question) => prompts.confirm('write', question),
          output,
        },
      );
    } catch (error) {
      if (error instanceof OrganizationsError)
        throw new SetupError(
          error.message,
          'Correct the CSV or the credentials, then run the setup again.',
        );
      throw asSetupError(error);
    }
    return this.look(setup);
  },
};

async function readText(path: string) {
  try {
    return { ok: true, value: await readFile(path, 'utf8') } as const;
  } catch (error) {
    return { ok: false, fault: `${path} cannot be read (${errorKind(error)}).` } as const;
  }
}

/** Credentials as one line, or as the JSON that a password manager keeps. */
function readCredentials(line: string) {
  const json = parseJson(line);
  if (isRecord(json)) return { ok: true, value: json } as const;
  const [apiKey, ...rest] = line.split(/\s+/).filter((word) => word !== '');
  const [first, second] = rest;
  if (apiKey !== undefined && first !== undefined && rest.length <= 2)
    return {
      ok: true,
      value:
        second === undefined
          ? { apiKey, accessToken: first }
          : { apiKey, clientId: first, clientSecret: second },
    } as const;
  return { ok: false, fault: 'Two or three words are needed, with a space between them.' } as const;
}
