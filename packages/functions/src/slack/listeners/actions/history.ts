import type { App } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import { oldButton, pageUnsure } from '../../../messages/private/click-refused.ts';
import { parseHistoryPage } from '../../../model/history-page.ts';
import { clickedThread } from '../../clicks/clicked-thread.ts';
import { turnPage } from '../../command/ledger-commands.ts';
import type { SlackDeps } from '../../deps.ts';
import { registerButton } from '../button.ts';

/** *Older* and *Newer* below requests that were looked for: `worker` shows that page in their place. */
export function registerHistoryActions(app: App, deps: SlackDeps): void {
  for (const actionId of [ACTIONS.historyNewer, ACTIONS.historyOlder]) {
    registerButton(
      app,
      deps,
      actionId,
      async ({ value }, body) => {
        const page = parseHistoryPage(value);
        if (page === undefined) return oldButton(deps.settings.command);
        const { user, response_url: responseUrl } = body;
        const threadTs = clickedThread(body);
        const reading = { userId: user.id, responseUrl, ...(threadTs && { threadTs }) };
        return turnPage(reading, page, deps);
      },
      pageUnsure,
    );
  }
}
