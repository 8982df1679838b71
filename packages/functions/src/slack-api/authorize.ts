import { judgeAsking } from '@doo-repush/core/repush/asking';
import { judgeReading, type ReadingVerdict } from '@doo-repush/core/repush/reading';
import type { People } from './directory.ts';

/** What a person may do with the ledger at this moment. */
export interface Reader {
  readonly reading: ReadingVerdict;
  readonly mayAsk: boolean;
  readonly isApprover: boolean;
}

/** Asks Slack who somebody is; what Slack cannot say counts as no. */
export async function readReader(people: People, userId: string): Promise<Reader> {
  const [standing, isRequester, isApprover] = await Promise.all([
    people.standing(userId),
    people.isRequester(userId),
    people.isApprover(userId),
  ]);
  return {
    reading: judgeReading(standing, isRequester, isApprover),
    mayAsk: judgeAsking(standing, isRequester).allowed,
    isApprover: standing === 'member' && isApprover === true,
  };
}

/** Why the Home tab shows a person no request: what Slack could not say is not told as a no. */
export function hiddenBecause(
  verdict: Extract<ReadingVerdict, { readonly allowed: false }>,
): 'not_shown' | 'unsure' {
  return verdict.reason === 'unverifiable' ? 'unsure' : 'not_shown';
}
