import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import type { SlackDeps } from '../../deps.ts';
import { EMPTY_DRAFT } from '../../form/draft.ts';
import { notOpened, openRequestForm } from '../../form/open.ts';
import { tellDirectly } from '../../tell.ts';
import { failsafe } from '../failsafe.ts';

/**
 * The button of the Home tab opens the form. A Home tab has no private answers, so what stands in
 * the way is told as a direct message.
 */
export function registerAskAction(app: App, deps: SlackDeps): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: ACTIONS.ask },
    async ({ ack, body }) => {
      const opening = {
        userId: body.user.id,
        triggerId: body.trigger_id,
        draft: EMPTY_DRAFT,
      };
      const words = await failsafe(
        deps,
        'action_ask',
        () => openRequestForm(opening, deps),
        notOpened,
      );
      if (words !== undefined) await tellDirectly(deps.client, body.user.id, words, deps);
      await ack();
    },
  );
}
