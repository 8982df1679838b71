import type { Method } from './method.ts';

/** auth.test: whom the token represents. */
export const authTest: Method = ({ workspace }) => {
  const { team, app } = workspace.state;
  return {
    url: team.url,
    team: team.name,
    user: app.name,
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  };
};
