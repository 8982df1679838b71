import {
  type Decider,
  judgeAsking,
  judgeReading,
  type ListVerdict,
} from '@doo-repush/core/repush/permissions';
import type { People } from './directory.ts';

/** What a person may do with the ledger at this moment. */
export interface Reader {
  readonly reading: ListVerdict;
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

/** Whether a person may ask at this moment. */
export async function readAsking(people: People, userId: string): Promise<ListVerdict> {
  const [standing, isRequester] = await Promise.all([
    people.standing(userId),
    people.isRequester(userId),
  ]);
  return judgeAsking(standing, isRequester);
}

/** The facts that the rules judge a decider by. */
export async function readDecider(people: People, userId: string): Promise<Decider> {
  const [standing, isApprover] = await Promise.all([
    people.standing(userId),
    people.isApprover(userId),
  ]);
  return { userId, standing, isApprover };
}
