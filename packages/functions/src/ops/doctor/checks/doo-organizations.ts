import type { DooFailureCode } from '@doo-repush/core/doo/failure';
import type { DooSecret } from '@doo-repush/core/doo/secret';
import type { Progress } from '../../progress.ts';
import type { CountedDoo } from '../counted-doo.ts';
import { dooFailureText, dooMend } from '../doo-failure.ts';
import { type Finding, faulty, fine } from '../finding.ts';

/** So that a look at the installation leaves most of the day's 1000 calls to those who work with it. */
const MOST_ORGANIZATIONS = 100;
const MOST_NAMED = 5;
/** Other organizations would meet the same. */
const NO_USE_TO_GO_ON: readonly DooFailureCode[] = [
  'rate_limited',
  'kept_for_sending',
  'unreachable',
];

export interface OrganizationsContext {
  readonly stage: string;
  /** Look at all, however many calls that takes. */
  readonly all: boolean;
  readonly progressOf: (total: number) => Progress;
}

/** Whether doo lists the configurations of each organization, one after the other. */
export async function checkDooOrganizations(
  doo: CountedDoo,
  { organizations }: DooSecret,
  { stage, all, progressOf }: OrganizationsContext,
): Promise<Finding> {
  const looked = all ? organizations : organizations.slice(0, MOST_ORGANIZATIONS);
  const failures: { readonly text: string; readonly mend: string }[] = [];
  let configurations = 0;
  const unread: string[] = [];
  const progress = progressOf(looked.length);
  for (const { name, teamId, credentials } of looked) {
    const answer = await doo.of(credentials).listConfigurations(teamId);
    progress.step();
    if (answer.ok) {
      configurations += answer.value.configurations.length;
      if (!answer.value.complete) unread.push(name);
      continue;
    }
    const { failure } = answer;
    failures.push({
      text: `${name}: ${dooFailureText(failure)}`,
      mend: dooMend(failure.code, stage),
    });
    if (NO_USE_TO_GO_ON.includes(failure.code)) break;
  }
  progress.end();
  const calls = `calls to doo: ${doo.calls()}`;
  const [first] = failures;
  if (first !== undefined) {
    const words = shortened(failures.map(({ text }) => text));
    return faulty(`${words.join('; ')}; ${calls}`, first.mend);
  }
  const rest = organizations.length - looked.length;
  const left = rest > 0 ? `; ${rest} not looked at (--all-organizations)` : '';
  const found = `${unread.length > 0 ? 'at least ' : ''}${configurations}`;
  const incomplete =
    unread.length > 0 ? `; not listed to the end: ${shortened(unread).join('; ')}` : '';
  return fine(
    `organizations: ${looked.length}, configurations: ${found}, ${calls}${left}${incomplete}`,
    undefined,
  );
}

function shortened(words: readonly string[]): readonly string[] {
  const more = words.length - MOST_NAMED;
  return more > 0 ? [...words.slice(0, MOST_NAMED), `and ${more} more`] : words;
}
