import type { Standing } from '@doo-repush/core/repush/permissions';
import type { WebClient } from '@slack/web-api';
import { type People, UNPAID_GROUPS } from '../../slack-api/directory.ts';
import { slackErrorName } from '../../slack-api/errors.ts';

/** What a list of user ids and user group ids comes to. */
export interface ListedPeople {
  /** Ids that cannot be used, and why. */
  readonly faults: readonly string[];
  /** How many full members of the workspace were found. */
  readonly members: number;
  /** Whether there may be more: the members of large groups are not all looked up. */
  readonly isLowerBound: boolean;
}

const MOST_LOOK_UPS = 50;

const WHY_NOT: Readonly<Record<Exclude<Standing, 'member'>, string>> = {
  guest: 'is a guest',
  outsider: 'is of another workspace',
  bot: 'is a bot',
  deactivated: 'is deactivated',
  unknown_person: 'is not known to Slack',
  unverifiable: 'cannot be looked up at the moment',
};

/** Looks everybody up that `ids` names; members of groups up to 50. Never rejects. */
export async function lookUpPeople(
  client: WebClient,
  people: Pick<People, 'standing'>,
  ids: readonly string[],
): Promise<ListedPeople> {
  const faults: string[] = [];
  const inGroups = new Set<string>();
  for (const id of ids.filter((it) => it.startsWith('S'))) {
    const group = await readGroup(client, id);
    if ('fault' in group) faults.push(group.fault);
    else for (const userId of group.members) inGroups.add(userId);
  }
  const direct = ids.filter((it) => !it.startsWith('S'));
  const indirect = [...inGroups].filter((it) => !direct.includes(it));
  let members = 0;
  for (const id of new Set(direct)) {
    const standing = await people.standing(id);
    if (standing === 'member') members += 1;
    else faults.push(`${id} ${WHY_NOT[standing]}`);
  }
  for (const id of indirect.slice(0, MOST_LOOK_UPS)) {
    if ((await people.standing(id)) === 'member') members += 1;
  }
  return { faults, members, isLowerBound: indirect.length > MOST_LOOK_UPS };
}

async function readGroup(
  client: WebClient,
  id: string,
): Promise<{ members: readonly string[] } | { fault: string }> {
  try {
    const { users = [] } = await client.usergroups.users.list({ usergroup: id });
    return users.length === 0 ? { fault: `the group ${id} is empty` } : { members: users };
  } catch (error) {
    const name = slackErrorName(error);
    const why = UNPAID_GROUPS.includes(name)
      ? `${name}, so it counts as empty: the plan of this workspace has no user groups`
      : name;
    return { fault: `the group ${id}: ${why}` };
  }
}
