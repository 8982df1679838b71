import { errorKind } from '../../runtime/log.ts';
import type { Finding, Unseen } from './finding.ts';

/** One line of the doctor's report. */
export interface StepReport {
  readonly id: string;
  readonly title: string;
  readonly state: 'ok' | 'failed' | 'skipped';
  readonly detail: string;
  readonly mend?: string;
}

type Looked<T> = Finding<T> | Unseen;

/** A step that has been looked at. */
export interface Examined<T> {
  /** What the step found. Where it did not succeed, whoever asks is skipped. */
  value(): T;
}

/** Steps in their order, each looked at once. */
export interface Examination {
  readonly steps: readonly StepReport[];
  /** A step whose `look` asks an earlier one that did not succeed is skipped. Never rejects. */
  check<T>(
    id: string,
    title: string,
    look: () => Looked<T> | Promise<Looked<T>>,
  ): Promise<Examined<T>>;
  skip(id: string, title: string, reason: string): void;
}

/** Stops a step that needs another one. */
class NeedsStep extends Error {
  override readonly name = 'NeedsStep';
}

/** Runs a look that belongs to a title. */
type Attend = <T>(title: string, look: () => Promise<T>) => Promise<T>;

/**
 * @param onStep is told each step when it is done
 * @param attend runs each look
 */
export function createExamination(onStep: (step: StepReport) => void, attend: Attend): Examination {
  const steps: StepReport[] = [];

  function report(step: StepReport): void {
    steps.push(step);
    onStep(step);
  }

  return {
    steps,
    async check(id, title, look) {
      const finding = await attend(title, () => findingOf(look));
      if (finding instanceof NeedsStep) {
        report({ id, title, state: 'skipped', detail: finding.message });
      } else if (finding.ok === 'unseen') {
        report({ id, title, state: 'skipped', detail: finding.detail });
      } else if (finding.ok) {
        report({ id, title, state: 'ok', detail: finding.detail });
        return { value: () => finding.value };
      } else {
        const { detail, mend } = finding;
        report({ id, title, state: 'failed', detail, mend });
      }
      return {
        value() {
          throw new NeedsStep(`needs "${title}"`);
        },
      };
    },
    skip: (id, title, detail) => report({ id, title, state: 'skipped', detail }),
  };
}

async function findingOf<T>(
  look: () => Looked<T> | Promise<Looked<T>>,
): Promise<Looked<T> | NeedsStep> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof NeedsStep) return error;
    return {
      ok: false,
      detail: `something unexpected happened (${errorKind(error)})`,
      mend: 'Run the doctor again; if it stays, look at what this step asks for.',
    };
  }
}
