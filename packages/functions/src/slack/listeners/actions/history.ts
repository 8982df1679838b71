import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { OLD_BUTTON, pageUnsure } from '../../answers.ts';
import type { SlackDeps } from '../../deps.ts';
import { parseHistoryPage } from '../../history-page.ts';
import { ACTIONS } from '../../ids.ts';
import { turnPage } from '../../read-ledger.ts';
import { tellPrivately } from '../../tell-privately.ts';
import { failsafe } from '../failsafe.ts';

/** *Older* and *Newer* below requests that were looked for: `worker` shows that page in their place. */
export function registerHistoryActions(app: App, deps: SlackDeps): void {
  for (const actionId of [ACTIONS.historyNewer, ACTIONS.historyOlder]) {
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, respond }) => {
        const words = await failsafe(
          deps,
          `action_${actionId}`,
          async () => {
            const page = parseHistoryPage(action.value);
            if (page === undefined) return OLD_BUTTON;
            const reading = { userId: body.user.id, responseUrl: body.response_url };
            return turnPage(reading, page, deps);
          },
          pageUnsure,
        );
        if (words !== undefined) await tellPrivately(respond, words, deps.log);
        await ack();
      },
    );
  }
}
