import type { DooSecret } from '@doo-repush/core/doo/secret';
import type { Output } from '../command-line.ts';
import type { CountedDoo } from '../doctor/counted-doo.ts';
import { dooFailureText } from '../doctor/doo-failure.ts';
import { createProgress } from '../progress.ts';
import { labelOf } from './entries.ts';

/** What doo says of organizations. */
export interface Listed {
  /** Ids of those whose configurations doo lists. */
  readonly listed: ReadonlySet<string>;
  /** A line with its name for each that doo does not list. */
  readonly failures: readonly string[];
  /** How many were not asked about, since doo would not answer or the run has a bound. */
  readonly unasked: number;
}

/** Asks doo about each organization, one call each, at most `most`. */
export async function listAtDoo(
  doo: CountedDoo,
  organizations: DooSecret['organizations'],
  most: number,
  output: Output,
): Promise<Listed> {
  const asked = organizations.slice(0, most);
  const progress = createProgress('Asking doo', asked.length, output, () => Date.now());
  const listed = new Set<string>();
  const failures: string[] = [];
  let answered = 0;
  try {
    for (const organization of asked) {
      const { credentials, organizationId, teamId } = organization;
      const answer = await doo.of(credentials).listConfigurations(teamId);
      answered += 1;
      progress.step();
      if (answer.ok) {
        listed.add(organizationId);
        continue;
      }
      failures.push(`${labelOf(organization)}: ${dooFailureText(answer.failure)}`);
      if (STOPS.includes(answer.failure.code)) break;
    }
  } finally {
    progress.end();
  }
  return { listed, failures, unasked: organizations.length - answered };
}

/** The next organization would meet the same. */
const STOPS: readonly string[] = ['rate_limited', 'kept_for_sending', 'unreachable'];
