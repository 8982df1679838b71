import type { App, BlockAction } from '@slack/bolt';
import { ANSWERED_ACTIONS } from '../../../messages/ids.ts';
import { oldButton } from '../../../messages/private/click-refused.ts';
import type { SlackDeps } from '../../deps.ts';
import { tellPrivately } from '../../tell.ts';

/** Every action id that no other listener answers: a button of another version gets an answer too. */
export function registerUnknownActions(app: App, deps: SlackDeps): void {
  const { log, settings } = deps;
  const known = ANSWERED_ACTIONS.join('|');
  app.action<BlockAction>(
    { type: 'block_actions', action_id: new RegExp(`^(?!(?:${known})$)`) },
    async ({ ack, body, respond }) => {
      log.warn('unknown_action', { surface: body.container?.type });
      if (body.response_url !== undefined)
        await tellPrivately({ respond, body }, oldButton(settings.command), deps);
      await ack();
    },
  );
}
