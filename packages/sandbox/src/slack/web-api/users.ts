import { SlackApiError } from '../api-error.ts';
import type { User } from '../workspace/model.ts';
import { flag, requiredText } from './arguments.ts';
import type { Method } from './method.ts';
import { pageOf } from './paging.ts';

function asShown({ locale: _, ...user }: User): object {
  const profile = {
    real_name: user.real_name,
    real_name_normalized: user.real_name,
    display_name: user.name,
    display_name_normalized: user.name,
    team: user.team_id,
  };
  if (user.deleted) {
    const { id, team_id, name, deleted, is_bot } = user;
    return { id, team_id, name, deleted, is_bot, profile };
  }
  return {
    ...user,
    profile,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_app_user: false,
  };
}

/**
 * users.info: one person, with the flags that mark guests, outsiders, bots and deactivated users;
 * include_locale adds the language (Slack docs: users.info, include_locale).
 */
export const usersInfo: Method = ({ workspace, args, requireScope }) => {
  requireScope('users:read');
  const user = workspace.user(requiredText(args, 'user'));
  if (user === undefined) throw new SlackApiError('user_not_found');
  const locale = flag(args, 'include_locale') ? { locale: user.locale ?? 'en-US' } : {};
  return { user: { ...asShown(user), ...locale } };
};

/** users.list: everyone, including deactivated users, in pages of up to 1000. */
export const usersList: Method = ({ workspace, args, requireScope }) => {
  requireScope('users:read');
  const page = pageOf(workspace.state.users, ({ id }) => id, args, 1000);
  return { members: page.items.map(asShown), response_metadata: { next_cursor: page.nextCursor } };
};
