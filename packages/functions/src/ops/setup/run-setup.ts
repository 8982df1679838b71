import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { namesOf } from '../../runtime/installation-names.ts';
import { errorKind } from '../../runtime/log.ts';
import { type Output, readOptions, readStage, runTool, UsageError } from '../command-line.ts';
import { answersFrom } from './answers.ts';
import { draftFile } from './draft-file.ts';
import { guide } from './guide.ts';
import type { Prompts } from './prompts.ts';
import type { Setup } from './setup.ts';
import { SetupError } from './setup-error.ts';
import { STEPS } from './steps.ts';

const IDS = STEPS.map(({ id }) => id);

const USAGE = `Usage: npm run setup -- --stage <stage> [--dry-run] [--only <step>] [--answers <file.json>]
Leads from an empty account to the first repush. Each step looks at AWS, Slack and stages/<stage>.json first:
what is done is left alone, and an interrupted setup goes on. --dry-run shows how the steps stand.
Steps: ${IDS.join(', ')}.
--answers reads the answers from a file, and the secrets as JSON from standard input.`;

const OPTIONS = {
  stage: { type: 'string' },
  only: { type: 'string' },
  answers: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  'allow-loopback': { type: 'boolean', default: false },
} as const;

export interface SetupDeps
  extends Pick<Setup, 'cloud' | 'slackApiUrl' | 'openDoo' | 'open' | 'now' | 'wait'> {
  /** Where the folder of the stages' files is. */
  readonly root: string;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  /** A person; `undefined` where there is no terminal. */
  readonly terminal: (() => Promise<Prompts>) | undefined;
  /** Runs `npm run deploy` for a stage. @returns its exit code */
  readonly deploy: (
    stage: string,
    output: Output,
    confirm: (question: string) => Promise<boolean>,
  ) => Promise<number>;
}

/** Sets an installation up. @returns the exit code */
export function runSetup(
  args: readonly string[],
  output: Output,
  deps: SetupDeps,
): Promise<number> {
  return runTool(USAGE, args, output, async () => {
    const { values } = readOptions(() => parseArgs({ args: [...args], options: OPTIONS }));
    const stage = readStage(values.stage);
    const { only, 'dry-run': isDryRun } = values;
    const steps = STEPS.filter(({ id }) => only === undefined || id === only);
    if (steps.length === 0) throw new UsageError(`--only takes one of ${IDS.join(', ')}`);
    let prompts: Prompts;
    try {
      prompts = await promptsOf(values.answers, isDryRun, deps);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      output.err(`${error.message}\nfix: ${error.fix}\n`);
      return 1;
    }
    const setup: Setup = {
      ...deps,
      ...draftFile(deps.root, stage),
      stage,
      names: namesOf(stage),
      allowLoopback: values['allow-loopback'],
      prompts,
      output,
      deploy: (confirm) => deps.deploy(stage, output, confirm),
      configuration: { token: '' },
    };
    const code = await guide(steps, setup, { isDryRun });
    if (code === 0 && !isDryRun && only === undefined)
      output.out(`${stage} is set up. Commit stages/${stage}.json.\n`);
    return code;
  });
}

async function promptsOf(
  answers: string | undefined,
  isDryRun: boolean,
  { terminal, input }: SetupDeps,
): Promise<Prompts> {
  if (isDryRun) return answersFrom('{}', '');
  if (answers !== undefined)
    return answersFrom(await readAnswers(answers), input.isTTY === true ? '' : await text(input));
  if (terminal === undefined)
    throw new UsageError('there is no terminal to ask at: give --answers, or --dry-run');
  return terminal();
}

async function readAnswers(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new SetupError(`${path} cannot be read (${errorKind(error)})`, 'Name another file.');
  }
}
