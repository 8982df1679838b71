import type { Output } from './command-line.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** npm gives an option that stands before `--` to the script as one of its own settings. */
const TAKEN_BY_NPM =
  /^npm_config_(?:stage|url|since|file|skip_doo|all_organizations|post|only|answers|dry_run|to)$/;

/**
 * Runs a tool in this process, and leaves its exit code. A reader that has seen enough, such as `head`, is no
 * error: the tool goes on to its end.
 */
export async function startTool(
  run: (args: readonly string[], output: Output, env: Environment) => Promise<number>,
): Promise<void> {
  const { env } = process;
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error) => {
      if (!('code' in error) || error.code !== 'EPIPE') throw error;
    });
  const hint = hintOf(env);
  const isDumb = env.TERM === 'dumb';
  const output: Output = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true && !isDumb,
    isColourful: process.stdout.isTTY === true && !env.NO_COLOR && !isDumb,
    ...(hint === undefined ? {} : { hint }),
  };
  process.exitCode = await run(process.argv.slice(2), output, env);
}

function hintOf(env: Environment): string | undefined {
  if (!Object.keys(env).some((name) => TAKEN_BY_NPM.test(name))) return undefined;
  const script = env.npm_lifecycle_event ?? 'doctor';
  return `npm has kept options for itself. Put -- before them: npm run ${script} -- --stage production`;
}
