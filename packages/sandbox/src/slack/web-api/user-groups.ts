import { SlackApiError } from '../api-error.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { flag, requiredText } from './arguments.ts';
import type { Method } from './method.ts';

/** User groups need a paid plan (Slack docs: usergroups.list; grafana/oncall PR 4793). */
function requirePaidPlan({ state }: Workspace): void {
  if (state.unpaidUserGroups !== undefined) throw new SlackApiError(state.unpaidUserGroups);
}

/** usergroups.list: the workspace's user groups; include_disabled adds the disabled ones. */
export const userGroupsList: Method = ({ workspace, args, requireScope }) => {
  requireScope('usergroups:read');
  requirePaidPlan(workspace);
  const withDisabled = flag(args, 'include_disabled');
  const shown = workspace.state.userGroups.filter(({ disabled }) => !disabled || withDisabled);
  return {
    usergroups: shown.map(({ id, name, handle, users, disabled }) => ({
      id,
      team_id: workspace.state.team.id,
      is_usergroup: true,
      name,
      handle,
      date_delete: disabled ? 1 : 0,
      ...(flag(args, 'include_users') ? { users } : {}),
      ...(flag(args, 'include_count') ? { user_count: String(users.length) } : {}),
    })),
  };
};

/**
 * usergroups.users.list: the ids of a user group's members. Without include_disabled, a disabled group
 * gets no_such_subteam; Slack does not document which error it gives.
 */
export const userGroupsUsersList: Method = ({ workspace, args, requireScope }) => {
  requireScope('usergroups:read');
  requirePaidPlan(workspace);
  const id = requiredText(args, 'usergroup');
  const group = workspace.state.userGroups.find((known) => known.id === id);
  const hidden = group?.disabled === true && !flag(args, 'include_disabled');
  if (group === undefined || hidden) throw new SlackApiError('no_such_subteam');
  return { users: group.users };
};
