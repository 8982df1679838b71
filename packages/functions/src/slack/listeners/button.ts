import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { SlackDeps } from '../deps.ts';
import { tellPrivately } from '../tell.ts';
import { failsafe } from './failsafe.ts';

/**
 * Answers the clicks on one button of a message: each is either taken or answered privately.
 * @param work resolves to words for the person, or to `undefined` where what follows is seen
 * @param otherwise words for when it fails, or takes longer than Slack waits
 */
export function registerButton(
  app: App,
  deps: SlackDeps,
  actionId: string,
  work: (action: ButtonAction, body: BlockAction) => Promise<string | undefined>,
  otherwise: (reference: string, error: unknown) => string,
): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: actionId },
    async ({ ack, action, body, respond }) => {
      const words = await failsafe(
        deps,
        `action_${actionId}`,
        async () => work(action, body),
        otherwise,
      );
      if (words !== undefined) await tellPrivately({ respond, body }, words, deps);
      await ack();
    },
  );
}
