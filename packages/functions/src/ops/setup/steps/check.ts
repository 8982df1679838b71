import type { OutcomeKind } from '@doo-repush/core/repush/outcome';
import { logGroupOf } from '../../../runtime/installation-names.ts';
import { type AwsTroubleKind, awsTrouble } from '../../aws-trouble.ts';
import { examine } from '../../doctor/doctor.ts';
import { stepText } from '../../doctor/report.ts';
import { findLines } from '../../logs/find-lines.ts';
import { commandOf } from '../../stage/settings.ts';
import { awsOf, completeFile } from '../installed.ts';
import type { Setup } from '../setup.ts';
import { SetupError } from '../setup-error.ts';
import { done, type Step, unsure } from '../step.ts';

const POLL_MS = 5_000;
const MOST_POLLS = 240;
const MOST_PAGES = 20;
/** Of a log there is none before the first line. */
const PASSES: readonly AwsTroubleKind[] = ['absent', 'throttled', 'unreachable', 'failed'];

const SENT: OutcomeKind = 'accepted';

/** The whole installation is looked at, then used once. */
export const check: Step = {
  id: 'check',
  title: 'Check',
  look: async (setup) => {
    await completeFile(setup);
    return unsure('the doctor looks at it, then it is used once');
  },
  async act(setup) {
    const file = await completeFile(setup);
    const command = file.command ?? commandOf(setup.stage);
    const sinceMs = setup.now();
    await examined(setup);
    setup.output.out(`  Write ${command} help in ${file.channel.name}. Waiting for it …\n`);
    await seen(setup, 'slack', '{ $.event = "command_received" }', sinceMs);
    setup.output.out(
      `  The command arrives. Write ${command}, ask for one small test event, and let a colleague approve it. Waiting for it …\n`,
    );
    await seen(setup, 'repush', `{ $.event = "target_ended" && $.outcome = "${SENT}" }`, sinceMs);
    return done('it works: a first repush was approved and sent');
  },
};

/** @throws SetupError where the doctor finds a problem */
async function examined(setup: Setup): Promise<void> {
  const { stage, now, allowLoopback, output } = setup;
  const file = await completeFile(setup);
  const { lambda, fetchSecret } = await awsOf(setup);
  const steps = await examine({
    stage,
    file,
    output,
    lambda,
    fetchSecret,
    now,
    allowLoopback,
    skipDoo: true,
    allOrganizations: false,
    onStep: (step) => {
      if (step.state === 'failed') output.out(stepText(step, output.isColourful === true));
    },
  });
  const problems = steps.filter(({ state }) => state === 'failed').length;
  if (problems > 0)
    throw new SetupError(
      `The doctor finds problems: ${problems}`,
      'Do what it says above, then run the setup again.',
    );
}

/** Waits until a function has written such a line. @throws SetupError after twenty minutes, or what will not pass */
async function seen(
  setup: Setup,
  of: 'slack' | 'repush',
  pattern: string,
  sinceMs: number,
): Promise<void> {
  const { logs } = await awsOf(setup);
  const group = logGroupOf(setup.names.functions[of]);
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    try {
      const { lines } = await findLines(logs, { group, pattern, sinceMs, mostPages: MOST_PAGES });
      if (lines.length > 0) return;
    } catch (error) {
      const { kind, detail, fix } = awsTrouble(error);
      if (!PASSES.includes(kind))
        throw new SetupError(`The log of ${of} cannot be read: ${detail}`, fix);
    }
    await setup.wait(POLL_MS);
  }
  throw new SetupError(
    'It was not seen within twenty minutes',
    `Run the step again: npm run setup -- --stage ${setup.stage} --only check`,
  );
}
