import type { App } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import { lineOfButton } from '../../../messages/private/help.ts';
import { readCommand } from '../../command/read-command.ts';
import type { SlackDeps } from '../../deps.ts';
import { notOpened } from '../../form/open.ts';
import { openCommandForm } from '../../form/open-from-command.ts';
import { registerButton } from '../button.ts';

/** *Open this form* below a line that was not understood: the form of the line that was meant. */
export function registerOpenLineAction(app: App, deps: SlackDeps): void {
  registerButton(
    app,
    deps,
    ACTIONS.openLine,
    async ({ value }, { user, trigger_id: triggerId, response_url: responseUrl }) => {
      const read = await readCommand(lineOfButton(value), user.id, deps);
      if (read.kind === 'unread') return read.words;
      const line = read.kind === 'draft' ? read : { draft: {}, notes: [], faults: [] };
      return openCommandForm(line, { userId: user.id, triggerId, responseUrl }, deps);
    },
    notOpened,
  );
}
