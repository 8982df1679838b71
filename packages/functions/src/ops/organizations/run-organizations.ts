import { LambdaClient } from '@aws-sdk/client-lambda';
import { namesOf } from '../../runtime/installation-names.ts';
import { createSecretWriter, SecretUnwritableError } from '../../runtime/secrets/secret-writer.ts';
import {
  createSecretFetcher,
  SecretUnreadableError,
} from '../../runtime/secrets/secrets-manager.ts';
import { awsConfig } from '../aws-config.ts';
import { type Output, runTool } from '../command-line.ts';
import { createCountedDoo } from '../doctor/counted-doo.ts';
import { readFunction } from '../doctor/read-function.ts';
import { createHiddenPrompt, PromptCancelled } from '../secrets/hidden-prompt.ts';
import type { Input } from '../secrets/run-secrets.ts';
import { secretMend } from '../secrets/secret-mend.ts';
import { pinnedRegion } from '../stage/pinned.ts';
import { carryOut } from './commands.ts';
import { OrganizationsError } from './deps.ts';
import { readOrganizations, USAGE } from './read-command.ts';

const TIMEOUT_MS = 10_000;
/** doo's own limits, where no function says others. */
const DOCUMENTED = { DOO_CALL_INTERVAL_MS: '1000', DOO_CALLS_PER_DAY: '1000' };

/**
 * Reads and changes the organizations of an installation.
 * @param root where the folder of the stages' files is
 * @returns the exit code
 */
export function runOrganizations(
  args: readonly string[],
  input: Input,
  output: Output,
  root: string = process.cwd(),
): Promise<number> {
  return runTool(USAGE, args, output, async () => {
    const { stage, allowLoopback, isSure, command } = readOrganizations(args, input);
    const names = namesOf(stage);
    const region = await pinnedRegion(root, stage);
    const prompt = createHiddenPrompt(input, output.err);
    const ask = input.isTTY === true ? prompt.ask : undefined;
    try {
      return await carryOut(await command(), {
        stage,
        ids: names.secrets,
        allowLoopback,
        writer: createSecretWriter({ timeoutMs: TIMEOUT_MS, ...region }),
        fetchSecret: createSecretFetcher({ timeoutMs: TIMEOUT_MS, ...region }),
        openDoo: async (secret) =>
          createCountedDoo(secret, {
            ...(await limitsOf(names.functions.worker, region)),
            allowLoopback,
          }),
        ask,
        confirm: async (question) =>
          isSure || /^y(?:es)?$/i.test(((await ask?.(`${question} [y/N] `)) ?? '').trim()),
        output,
      });
    } catch (error) {
      output.err(`${reasonOf(error)}\n`);
      return 1;
    } finally {
      prompt.close();
    }
  });
}

async function limitsOf(worker: string, region: { region?: string }) {
  const lambda = new LambdaClient(awsConfig(region));
  const reading = await readFunction(lambda, worker);
  const settings = {
    ...DOCUMENTED,
    ...(reading.kind === 'found' ? reading.function.settings : {}),
  };
  return {
    callIntervalMs: Number(settings.DOO_CALL_INTERVAL_MS),
    callsPerDay: Number(settings.DOO_CALLS_PER_DAY),
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof OrganizationsError) return `Not done. ${error.message}`;
  if (error instanceof PromptCancelled) return 'Not done.';
  if (error instanceof SecretUnwritableError || error instanceof SecretUnreadableError)
    return `Not done. ${error.message}\n${secretMend(error)}`;
  throw error;
}
