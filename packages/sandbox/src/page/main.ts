import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { forgetState } from './forget-state.ts';
import { noteEnded, noteRunning, runningAt } from './running.ts';
import { startPage } from './server.ts';

const ROOT = new URL('../../../../', import.meta.url);
const PORT = 4173;
const SPARE_PORTS = 20;
/** Webhooks arrive this many times faster than doo sends them, so that the end comes soon. */
const TIME_FACTOR = 20;

const { values } = parseArgs({
  options: {
    /** Deletes what an earlier sandbox left. */
    fresh: { type: 'boolean', default: false },
    /** This port and no other; 0 picks a free one. */
    port: { type: 'string' },
    'state-dir': { type: 'string', default: fileURLToPath(new URL('.sandbox', ROOT)) },
    /** Prints the functions' logs. */
    log: { type: 'boolean', default: false },
    /** Webhooks arrive this many times faster than from the real doo. */
    speed: { type: 'string', default: String(TIME_FACTOR) },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const stateDir = values['state-dir'];

async function start(): Promise<void> {
  const elsewhere = await runningAt(stateDir);
  if (elsewhere !== undefined) {
    say(`It runs already, at ${elsewhere}`);
    process.exitCode = 1;
    return;
  }
  await mkdir(stateDir, { recursive: true });
  if (values.fresh) await forgetState(stateDir);
  const page = await startPage({
    distDir: fileURLToPath(new URL('dist', ROOT)),
    stateDir,
    port: values.port === undefined ? PORT : Number(values.port),
    sparePorts: values.port === undefined ? SPARE_PORTS : 0,
    timeFactor: Number(values.speed),
    ...(values.log && { onLog: ({ functionName, line }) => say(`${functionName}: ${line}`) }),
  });
  await noteRunning(stateDir, page.url);
  say(`The sandbox is at ${page.url}`);
  say('Everything runs on this machine. End it with Ctrl+C; it goes on where it was next time.');
  const end = async () => {
    await page.stop();
    await noteEnded(stateDir);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
}

try {
  await start();
} catch (error) {
  say(`The sandbox could not be started: ${error instanceof Error ? error.message : error}`);
  say('If its stored state is damaged, start it with --fresh.');
  process.exit(1);
}
