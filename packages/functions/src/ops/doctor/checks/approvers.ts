import type { WebClient } from '@slack/web-api';
import type { People } from '../../../slack-api/directory.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import { lookUpPeople } from '../listed-people.ts';

/** Whether everybody and every group that may approve exists, and somebody is left who may. */
export async function checkApprovers(
  client: WebClient,
  people: People,
  approvers: readonly string[],
  stage: string,
): Promise<Finding> {
  const mend = `Correct APPROVERS or the groups in Slack; after a change of stages/${stage}.json: npm run deploy -- --stage ${stage}`;
  if (approvers.length === 0) return faulty('APPROVERS is empty: nobody can approve', mend);
  const { faults, members, isLowerBound } = await lookUpPeople(client, people, approvers);
  const nobody = members === 0 ? ['nobody is left who may approve'] : [];
  if (faults.length + nobody.length > 0) return faulty([...faults, ...nobody].join('; '), mend);
  const words = members === 1 ? '1 person, whose own requests nobody can approve' : `${members}`;
  return fine(`may approve: ${isLowerBound ? 'at least ' : ''}${words}`, undefined);
}
