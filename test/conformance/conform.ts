import * as z from 'zod';
import { type RequirementFile, readFolder } from './folder.ts';
import { handlers } from './handlers/handlers.ts';
import { NOT_PLAYED } from './not-played.ts';
import { type Lab, openLab } from './play/lab.ts';
import { play } from './play/play.ts';
import { isMet, type Judged, type Outcome, reportOf } from './report.ts';
import { requirementSchema } from './requirement.ts';

const USAGE = `npm run conformance -- <folder>
<folder> holds AWS's requirements for durable executions, or some of them. They are in the folder
test-requirements of https://github.com/aws/aws-durable-execution-conformance-tests.`;

/** Where it is said what is being done, and what came of it. */
export interface Prints {
  readonly out: (text: string) => void;
  readonly progress: (text: string) => void;
}

/**
 * Plays the requirements of a folder on the sandbox's durable execution service and prints one table.
 * @returns the exit code: 0 when some were played and all of those were met, 1 otherwise
 */
export async function conform(argv: readonly string[], { out, progress }: Prints): Promise<number> {
  const [folder, ...more] = argv;
  if (folder === undefined || folder.startsWith('-') || more.length > 0) {
    progress(USAGE);
    return 1;
  }
  const files = await readFolder(folder).catch((error: Error) => error);
  if (files instanceof Error || files.length === 0) {
    const reason = files instanceof Error ? files.message : 'no YAML is below it.';
    progress(`${folder} has no requirements: ${reason}\n\n${USAGE}`);
    return 1;
  }
  const lab = await openLab();
  try {
    const judged: Judged[] = [];
    for (const file of files) judged.push({ file, outcome: await outcomeOf(lab, file, files) });
    out(reportOf(judged));
    return isMet(judged) ? 0 : 1;
  } finally {
    await lab.close();
  }
}

async function outcomeOf(
  lab: Lab,
  file: RequirementFile,
  all: readonly RequirementFile[],
): Promise<Outcome> {
  const { id, suite, content } = file;
  if (!Object.hasOwn(handlers, id)) {
    const reason = Object.hasOwn(NOT_PLAYED, suite) ? NOT_PLAYED[suite] : undefined;
    if (reason !== undefined) return { kind: 'not played', reason };
    return failed('it is not known here: no handler of test/conformance/handlers is for it');
  }
  if (all.some((other) => other !== file && other.id === id))
    return failed('the id is there twice');
  const requirement = requirementSchema.safeParse(content);
  if (!requirement.success) return failed(z.prettifyError(requirement.error));
  const differences = await play(lab, id, requirement.data).catch((error) => [String(error)]);
  return differences.length === 0 ? { kind: 'passed' } : { kind: 'failed', differences };
}

function failed(difference: string): Outcome {
  return { kind: 'failed', differences: [difference] };
}
