import { SlackApiError } from '../api-error.ts';
import { requiredText } from './arguments.ts';
import type { Method } from './method.ts';

/** bots.info: the app to which a bot belongs. */
export const botsInfo: Method = ({ workspace, args, requireScope }) => {
  requireScope('users:read');
  const { app } = workspace.state;
  if (requiredText(args, 'bot') !== app.botId) throw new SlackApiError('bot_not_found');
  return {
    bot: { id: app.botId, deleted: false, name: app.name, app_id: app.id, user_id: app.botUserId },
  };
};
