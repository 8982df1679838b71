import type { App, BlockAction } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import { wentWrong } from '../../../messages/private-text.ts';
import type { SlackDeps } from '../../deps.ts';
import { rebuildForm } from '../../form/rebuild.ts';
import { tellDirectly } from '../../tell.ts';
import { failsafe } from '../failsafe.ts';

/** What other parts of the form depend on, and how it is called in a sentence. */
const REBUILDING = {
  [ACTIONS.organization]: 'organization',
  [ACTIONS.configuration]: 'configuration',
  [ACTIONS.resource]: 'resource',
  [ACTIONS.window]: 'window',
} as const;

/** Choosing one of these rebuilds what depends on it; the rest stays as typed. */
export function registerFormActions(app: App, deps: SlackDeps): void {
  for (const [actionId, name] of Object.entries(REBUILDING)) {
    app.action<BlockAction>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, body }) => {
        const words = await failsafe(
          deps,
          `action_${actionId}`,
          () => rebuildForm(body.view, actionId, deps),
          (reference) => notRebuilt(name, reference),
        );
        if (words !== undefined) await tellDirectly(deps.client, body.user.id, words, deps);
        await ack();
      },
    );
  }
}

function notRebuilt(field: string, reference: string): string {
  return wentWrong(
    `The form could not be rebuilt after your choice. Choose the ${field} again there, if it is still open.`,
    reference,
  );
}
