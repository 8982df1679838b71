import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SLACK_WITHOUT_DOO } from '../function-settings.ts';
import { startSandbox } from '../sandbox.ts';
import { playRequest } from './play-request.ts';
import { isScenarioName, SCENARIO_NAMES, scenarioOf } from './scenarios.ts';

/** Webhooks arrive this many times faster than doo sends them, so that the end is visible at once. */
const TIME_FACTOR = 300;
const DIST = fileURLToPath(new URL('../../../../dist', import.meta.url));

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    scenario: { type: 'string', default: 'default' },
  },
});
const { scenario } = values;
if (!isScenarioName(scenario)) {
  process.stderr.write(`There is no scenario "${scenario}": ${SCENARIO_NAMES.join(', ')}.\n`);
  process.exit(2);
}
const say = (line: string) => process.stdout.write(`${line}\n`);

const sandbox = await startSandbox({
  distDir: DIST,
  timeFactor: TIME_FACTOR,
  settings: SLACK_WITHOUT_DOO,
});
try {
  const summary = await playRequest(sandbox, scenarioOf(scenario, Date.now()), say);
  if (values.json) say(JSON.stringify(summary));
  process.exitCode = summary.state === 'accepted' ? 0 : 1;
} catch (error) {
  say(`The demo broke off: ${error instanceof Error ? error.message : String(error)}`);
  for (const { functionName, line } of sandbox.logs.slice(-20)) say(`  ${functionName}: ${line}`);
  process.exitCode = 1;
} finally {
  await sandbox.stop();
}
