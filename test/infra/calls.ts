import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionName } from '../../packages/functions/bundle/options.ts';
import { root } from './synthesis/platform.ts';

/** Bundles record what they were built from (esbuild docs: Metafile). */
interface Meta {
  readonly outputs: Readonly<
    Record<
      string,
      { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }
    >
  >;
}

/** The action prefix of a service, by the package of its client. */
const SERVICES: Readonly<Record<string, string>> = {
  'client-lambda': 'lambda',
  'client-secrets-manager': 'secretsmanager',
};

/** Actions that are not named like their command (AWS docs: Service Authorization Reference). */
const ACTIONS: Readonly<Record<string, string>> = { 'lambda:Invoke': 'lambda:InvokeFunction' };

const WRITES_LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** Actions that Lambda itself and the durable SDK perform with a function's role. */
const BY_OTHERS: Readonly<Record<FunctionName, readonly string[]>> = {
  slack: WRITES_LOG,
  repush: [
    ...WRITES_LOG,
    'lambda:CheckpointDurableExecution',
    'lambda:GetDurableExecutionState',
    'sqs:SendMessage',
  ],
  worker: [...WRITES_LOG, 'sqs:SendMessage'],
  lookup: WRITES_LOG,
};

/**
 * The AWS actions that a function needs: those of the commands in its bundle, and those performed on its
 * behalf.
 */
export async function neededActions(name: FunctionName): Promise<readonly string[]> {
  const meta: Meta = JSON.parse(await readFile(join(root, `dist/${name}.meta.json`), 'utf8'));
  const sources = new Set(
    Object.values(meta.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([path, { bytesInOutput }]) => path.startsWith('packages/') && bytesInOutput > 0)
        .map(([path]) => path),
    ),
  );
  const called = await Promise.all([...sources].map(actionsIn));
  return [...new Set([...called.flat(), ...BY_OTHERS[name]])].toSorted();
}

/** @throws Error for a client command that is not listed here */
async function actionsIn(path: string): Promise<readonly string[]> {
  const text = await readFile(join(root, path), 'utf8');
  const commands = [...text.matchAll(/\bnew (?:\w+\.)?(\w+)Command\(/g)];
  if (commands.length === 0) return [];
  const [, client = ''] = /['"]@aws-sdk\/([\w-]+)['"]/.exec(text) ?? [];
  const service = SERVICES[client];
  if (service === undefined) throw new Error(`${path} has commands of an unknown client`);
  return commands.map(([, command]) => {
    const action = `${service}:${command}`;
    return ACTIONS[action] ?? action;
  });
}
