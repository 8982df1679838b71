import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { section } from '../../blocks/message.ts';
import type { SlackDeps } from '../../deps.ts';
import { sendDirectMessage } from '../../direct-message.ts';
import { ACTIONS } from '../../ids.ts';
import { notOpened, openRequestForm } from '../../open-request-form.ts';
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
        draft: { resource: 'orders' },
      } as const;
      const words = await failsafe(
        deps,
        'action_ask',
        () => openRequestForm(opening, deps),
        notOpened,
      );
      if (words !== undefined) {
        const message = { text: words, blocks: [section(words)] };
        const tell = () => sendDirectMessage(deps.client, body.user.id, message);
        await failsafe(deps, 'action_ask_answer', tell, () => undefined);
      }
      await ack();
    },
  );
}
