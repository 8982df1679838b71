import type { WebClient } from '@slack/web-api';
import type { People } from '../../../slack-api/directory.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import { lookUpPeople } from '../listed-people.ts';

/** Whether those who may ask exist. @param requesters `undefined`: the members of the channel */
export async function checkRequesters(
  client: WebClient,
  people: People,
  requesters: readonly string[] | undefined,
  stage: string,
): Promise<Finding> {
  if (requesters === undefined) return fine('the members of the approval channel', undefined);
  const { faults, members, isLowerBound } = await lookUpPeople(client, people, requesters);
  if (faults.length > 0)
    return faulty(
      faults.join('; '),
      `Correct REQUESTERS or the groups in Slack; after a change of stages/${stage}.json: npm run deploy -- --stage ${stage}`,
    );
  return fine(`may ask: ${isLowerBound ? 'at least ' : ''}${members}`, undefined);
}
