import { SlackApiError } from '../api-error.ts';
import { requiredText } from './arguments.ts';
import type { Method } from './method.ts';

/** usergroups.users.list: the ids of a user group's members. */
export const userGroupsUsersList: Method = ({ workspace, args, requireScope }) => {
  requireScope('usergroups:read');
  const id = requiredText(args, 'usergroup');
  const group = workspace.state.userGroups.find((known) => known.id === id);
  if (group === undefined) throw new SlackApiError('no_such_subteam');
  return { users: group.users };
};
