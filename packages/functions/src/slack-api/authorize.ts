import {
  type Decider,
  judgeAsking,
  judgeReading,
  type ListVerdict,
} from '@doo-repush/core/repush/permissions';
import type { People } from './directory.ts';

/** What a person may currently do with the ledger. */
export interface Reader {
  readonly reading: ListVerdict;
  readonly mayAsk: boolean;
  readonly isApprover: boolean;
}

/** Authorizes a reader; what Slack cannot verify counts as no. */
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

/** Authorizes a requester. */
export async function readAsking(people: People, userId: string): Promise<ListVerdict> {
  const [standing, isRequester] = await Promise.all([
    people.standing(userId),
    people.isRequester(userId),
  ]);
  return judgeAsking(standing, isRequester);
}

/** Loads the facts by which a decider is judged. */
export async function readDecider(people: People, userId: string): Promise<Decider> {
  const [standing, isApprover] = await Promise.all([
    people.standing(userId),
    people.isApprover(userId),
  ]);
  return { userId, standing, isApprover };
}
