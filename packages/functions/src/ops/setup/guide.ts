import { PromptCancelled } from '../secrets/hidden-prompt.ts';
import { stateLine } from '../state-line.ts';
import { whileWaiting } from '../waiting.ts';
import { asSetupError } from './installed.ts';
import type { Setup } from './setup.ts';
import { SetupError } from './setup-error.ts';
import type { Look, Step } from './step.ts';

const WIDTHS = { state: 7, title: 15 };
const MARKS = {
  done: { symbol: '✓', colour: 'green' },
  todo: { symbol: '○', colour: 'magenta' },
  unsure: { symbol: '–', colour: 'dim' },
  blocked: { symbol: '✗', colour: 'red' },
} as const;

/**
 * Goes through the steps: what is done is left alone, what is not is done, and shown as done once it has been
 * seen so.
 * @returns the exit code: 1 where a step stands in the way
 */
export async function guide(
  steps: readonly Step[],
  setup: Setup,
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<number> {
  const { output, stage } = setup;
  for (const step of steps) {
    try {
      let look = await whileWaiting(`Looking at ${step.title}`, output, () => step.look(setup));
      const isActing = !isDryRun && (look.is === 'todo' || look.is === 'unsure');
      if (isActing) {
        output.out(lineOf(step, look));
        look = await step.act(setup);
      }
      output.out(lineOf(step, look));
      if (look.is === 'blocked' || (isActing && look.is === 'todo')) {
        output.err(`${fixOf(look)}\n`);
        return 1;
      }
      if (isDryRun && look.is === 'todo') {
        output.out('Nothing was changed. What follows depends on this step.\n');
        return 0;
      }
    } catch (thrown) {
      const error = asSetupError(thrown);
      if (error instanceof PromptCancelled) {
        output.err(`Stopped. The same command goes on here: npm run setup -- --stage ${stage}\n`);
        return 1;
      }
      if (!(error instanceof SetupError)) throw error;
      output.out(lineOf(step, { is: 'blocked', detail: error.message, fix: error.fix }));
      output.err(`fix: ${error.fix}\n`);
      return 1;
    }
  }
  return 0;

  function lineOf({ title }: Step, { is, detail }: Look): string {
    const mark = output.isColourful === true ? MARKS[is] : undefined;
    return `${stateLine({ state: is, title, detail }, mark, WIDTHS)}\n`;
  }
}

function fixOf(look: Look): string {
  return look.is === 'blocked' ? `fix: ${look.fix}` : 'It is not done yet: run the setup again.';
}
