import type { DooSecret } from '@doo-repush/core/doo/secret';
import type { CountedDoo } from '../counted-doo.ts';
import { dooFailureText, dooMend } from '../doo-failure.ts';
import { type Finding, faulty, fine } from '../finding.ts';

/** Whether doo gives a token for each set of credentials; a stored one is not called for. */
export async function checkDooToken(
  doo: CountedDoo,
  { organizations }: DooSecret,
  stage: string,
): Promise<Finding<CountedDoo>> {
  const sets = Map.groupBy(organizations, ({ credentials }) => JSON.stringify(credentials));
  for (const [first, ...others] of sets.values()) {
    if (first === undefined) continue;
    const answer = await doo.of(first.credentials).authenticate();
    if (answer.ok) continue;
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return faulty(
      `the credentials for ${first.name}${more}: ${dooFailureText(answer.failure)}`,
      dooMend(answer.failure.code, stage),
    );
  }
  return fine(`sets of credentials: ${sets.size}`, doo);
}
