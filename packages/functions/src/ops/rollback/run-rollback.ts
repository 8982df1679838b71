import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { namesOf } from '../../runtime/installation-names.ts';
import { plainForeign } from '../../runtime/text.ts';
import { awsTrouble } from '../aws-trouble.ts';
import { type Output, readOptions, readStage, runTool } from '../command-line.ts';
import { readFunction } from '../doctor/read-function.ts';
import { readStageFile, stageTrouble } from '../stage/read.ts';
import { commitBefore, deployedCommits } from './deployed-commits.ts';

const USAGE = `Usage: npm run rollback -- --stage <stage> [--to <commit or tag>] [--yes] [--dry-run]
Deploys the version before the present one again, or the one that --to names, with the file of the stage as it is.
Requests that wait keep the code that they began with. --yes does not ask, --dry-run says what it would do.`;

const OPTIONS = {
  stage: { type: 'string' },
  to: { type: 'string' },
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

const MOST_SUBJECTS = 10;

export interface RollbackDeps {
  /** The folder of the repository. */
  readonly root: string;
  readonly lambdaIn: (region: string) => LambdaClient;
  /** Asks a person; `undefined` where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Has a commit deploy itself. @returns its exit code */
  readonly redeploy: (commit: string, stage: string, isSure: boolean) => Promise<number>;
}

/** The version cannot be found; the message says why and what to do. */
class RollbackError extends Error {
  override readonly name = 'RollbackError';
}

/** Deploys an earlier version of a stage again. @returns the exit code */
export function runRollback(
  args: readonly string[],
  output: Output,
  deps: RollbackDeps,
): Promise<number> {
  return runTool(USAGE, args, output, async () => {
    const { values } = readOptions(() => parseArgs({ args: [...args], options: OPTIONS }));
    const stage = readStage(values.stage);
    try {
      const reading = await readStageFile(deps.root, stage);
      if (reading.kind !== 'read') throw new RollbackError(stageTrouble(stage, reading));
      const lambda = deps.lambdaIn(reading.stage.region);
      const present = await presentCommit(lambda, stage, reading.stage.account);
      const named = values.to ?? (await before(lambda, stage, present));
      const target = await wholeCommit(deps.root, named);
      if (target === present) throw new RollbackError(`${target} is what is deployed.`);
      output.out(await changesText(deps.root, present, target));
      if (values['dry-run']) return 0;
      if (!values.yes) {
        if (deps.confirm === undefined)
          throw new RollbackError('There is no terminal to ask at: give --yes.');
        if (!(await deps.confirm(`Deploy ${target.slice(0, 12)} to ${stage}?`)))
          throw new RollbackError('It was not confirmed.');
      }
      const code = await deps.redeploy(target, stage, values.yes);
      if (code === 0) output.out(`Next: npm run doctor -- --stage ${stage}\n`);
      return code;
    } catch (error) {
      if (!(error instanceof RollbackError)) throw error;
      output.err(`${error.message}\nNothing was deployed.\n`);
      return 1;
    }
  });
}

async function presentCommit(
  lambda: LambdaClient,
  stage: string,
  account: string,
): Promise<string> {
  const name = namesOf(stage).functions.slack;
  const reading = await readFunction(lambda, name);
  if (reading.kind === 'absent') throw new RollbackError(`${name} is not deployed.`);
  if (reading.kind !== 'found')
    throw new RollbackError(`${name} cannot be read: ${reading.detail}. ${reading.fix}`);
  const own = reading.function.arn.split(':')[4];
  if (own !== account)
    throw new RollbackError(
      `These credentials are of the account ${own}, the file says ${account}.`,
    );
  return reading.function.settings.COMMIT ?? 'unknown';
}

async function before(lambda: LambdaClient, stage: string, present: string): Promise<string> {
  const { repush } = namesOf(stage).functions;
  const commits = await deployedCommits(lambda, repush).catch((error: unknown) => {
    const { detail, fix } = awsTrouble(error);
    throw new RollbackError(`The versions of ${repush} cannot be read: ${detail}. ${fix}`);
  });
  const found = commitBefore(commits, present);
  if (found !== undefined) return found;
  throw new RollbackError(`No earlier version of ${present} is known. Name one with --to.`);
}

function git(root: string, ...args: string[]) {
  return promisify(execFile)('git', args, { cwd: root });
}

async function wholeCommit(root: string, named: string): Promise<string> {
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${named}^{commit}`];
    return (await git(root, ...args)).stdout.trim();
  } catch {
    throw new RollbackError(
      `${plainForeign(named, 80)} is no commit of this clone. Fetch it: git fetch --tags origin`,
    );
  }
}

/** What is taken back, the newest first. */
async function changesText(root: string, present: string, target: string): Promise<string> {
  const head = `From ${present} to ${target}.\n`;
  try {
    const range = `${target}..${present.replace(/-dirty$/, '')}`;
    const { stdout } = await git(root, 'log', '--format=%h %s', range);
    const subjects = stdout.split('\n').filter((line) => line !== '');
    const more = subjects.length - MOST_SUBJECTS;
    const shown = subjects
      .slice(0, MOST_SUBJECTS)
      .map((line) => `  - ${plainForeign(line, 100)}\n`);
    return head + shown.join('') + (more > 0 ? `  and ${more} more\n` : '');
  } catch {
    return `${head}  What that takes back is not known: this clone does not have ${present}.\n`;
  }
}
