import type { App } from '@slack/bolt';
import { OLD_BUTTON, pageUnsure } from '../../blocks/private-words.ts';
import type { SlackDeps } from '../../deps.ts';
import { parseHistoryPage } from '../../history-page.ts';
import { ACTIONS } from '../../ids.ts';
import { turnPage } from '../../ledger-tasks.ts';
import { registerButton } from '../button.ts';

/** *Older* and *Newer* below requests that were looked for: `worker` shows that page in their place. */
export function registerHistoryActions(app: App, deps: SlackDeps): void {
  for (const actionId of [ACTIONS.historyNewer, ACTIONS.historyOlder]) {
    registerButton(
      app,
      deps,
      actionId,
      async ({ value }, { user, response_url: responseUrl }) => {
        const page = parseHistoryPage(value);
        if (page === undefined) return OLD_BUTTON;
        return turnPage({ userId: user.id, responseUrl }, page, deps);
      },
      pageUnsure,
    );
  }
}
