import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { namesOf } from '../../runtime/installation-names.ts';
import { createSecretWriter } from '../../runtime/secrets/secret-writer.ts';
import {
  createSecretFetcher,
  type SecretFetcherOptions,
} from '../../runtime/secrets/secrets-manager.ts';
import { SLACK_API_URL } from '../../runtime/slack-address.ts';
import { type Output, readOptions, readStage, runTool, UsageError } from '../command-line.ts';
import { pinnedRegion } from '../stage/pinned.ts';
import { identifyBot } from './bot-identity.ts';
import type { Candidate } from './deps.ts';
import { editSecret } from './edit-secret.ts';
import { type Ask, enterSecret } from './entered-secret.ts';
import { readFileSecret } from './file-secret.ts';
import { createHiddenPrompt, PromptCancelled, type TerminalInput } from './hidden-prompt.ts';
import { SECRET_KINDS, type SecretKind } from './kinds.ts';

const USAGE = `Usage: npm run secrets -- edit slack|doo --stage <stage> [--file <path>] [--yes] [--allow-loopback]
Without --file it asks for each field and shows nothing of what is typed; --file - reads standard input.
--yes does not ask before it writes over a present value.`;

const TIMEOUT_MS = 10_000;

const OPTIONS = {
  stage: { type: 'string' },
  file: { type: 'string' },
  yes: { type: 'boolean', default: false },
  'allow-loopback': { type: 'boolean', default: false },
} as const;

interface Command {
  readonly kind: SecretKind;
  readonly stage: string;
  /** `-` is standard input; `undefined` asks. */
  readonly file: string | undefined;
  readonly isSure: boolean;
  readonly allowLoopback: boolean;
}

/** Standard input: a terminal to ask at, or a stream to read. */
export type Input = TerminalInput & AsyncIterable<unknown> & NodeJS.ReadableStream;

/** Where the tool looks. */
export interface Connections {
  /** What the AWS SDK does not have to find by itself. */
  readonly aws?: SecretFetcherOptions;
  readonly slackApiUrl?: string;
  /** Where the folder of the stages' files is. */
  readonly root?: string;
}

/** Writes a secret of an installation. @returns the exit code */
export function runSecrets(
  args: readonly string[],
  input: Input,
  output: Output,
  { aws = {}, slackApiUrl = SLACK_API_URL, root = process.cwd() }: Connections = {},
): Promise<number> {
  return runTool(USAGE, args, output, async () => {
    const command = readCommand(args, input.isTTY === true);
    const names = namesOf(command.stage).secrets;
    const prompt = createHiddenPrompt(input, output.err);
    // A secret pasted while AWS is asked would be shown.
    if (command.file === undefined) prompt.open();
    try {
      const options = {
        timeoutMs: TIMEOUT_MS,
        ...(await pinnedRegion(root, command.stage)),
        ...aws,
      };
      return await editSecret(
        { ...command, id: names[command.kind], organizationsId: names.organizations },
        {
          writer: createSecretWriter(options),
          fetchSecret: createSecretFetcher(options),
          candidate: (present) =>
            readCandidate(command, present, { input, ask: prompt.ask, output, slackApiUrl }),
          confirm: async (question) =>
            command.isSure || /^y(?:es)?$/i.test((await prompt.ask(`${question} [y/N] `)).trim()),
          output,
        },
      );
    } catch (error) {
      if (!(error instanceof PromptCancelled)) throw error;
      output.err('Not written.\n');
      return 1;
    } finally {
      prompt.close();
    }
  });
}

function readCommand(args: readonly string[], isTerminal: boolean): Command {
  const { values, positionals } = readOptions(() =>
    parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }),
  );
  const [verb, name, ...others] = positionals;
  const kind = SECRET_KINDS.find((it) => it === name);
  if (verb !== 'edit' || kind === undefined || others.length > 0)
    throw new UsageError('only "edit slack" and "edit doo" are known');
  const { file, yes: isSure, 'allow-loopback': allowLoopback } = values;
  if (file === '-' && isTerminal)
    throw new UsageError('--file - reads what another program writes: a terminal would show it');
  if (file === undefined && !isTerminal)
    throw new UsageError('there is no terminal to ask at: give --file');
  if (!isSure && !isTerminal)
    throw new UsageError('there is no terminal to ask at before writing: give --yes');
  return { kind, stage: readStage(values.stage), file, isSure, allowLoopback };
}

interface Sources {
  readonly input: Input;
  readonly ask: Ask;
  readonly output: Output;
  readonly slackApiUrl: string;
}

async function readCandidate(
  { kind, file }: Command,
  present: unknown,
  { input, ask, output, slackApiUrl }: Sources,
): Promise<Candidate> {
  if (file === '-') return { ok: true, text: await text(input) };
  if (file !== undefined) {
    const read = await readFileSecret(file);
    if (read.ok && read.warning !== undefined) output.err(`${read.warning}\n`);
    return read;
  }
  if (kind === 'doo' && present === undefined)
    return {
      ok: false,
      fault: 'The first doo secret has a list of organizations: write it from a file with --file.',
    };
  const entered = await enterSecret(kind, present, ask);
  const { botToken } = entered;
  if (kind === 'doo' || typeof botToken !== 'string')
    return { ok: true, text: JSON.stringify(entered) };
  const bot = await identifyBot(botToken, slackApiUrl);
  return bot.ok ? { ok: true, text: JSON.stringify({ ...entered, ...bot.ids }) } : bot;
}
