import type { App, BlockAction } from '@slack/bolt';
import { wentWrong } from '../../answers.ts';
import { buildRequestForm } from '../../blocks/request-form.ts';
import type { SlackDeps } from '../../deps.ts';
import { type FormDraft, readDraft } from '../../form-draft.ts';
import { draftOfFields, readFields } from '../../form-fields.ts';
import { ACTIONS } from '../../ids.ts';
import { tellDirectly } from '../../tell-privately.ts';
import { failsafe } from '../failsafe.ts';

type View = NonNullable<BlockAction['view']>;

/** Choosing an organization or a resource rebuilds what depends on it; the rest stays as typed. */
export function registerFormActions(app: App, deps: SlackDeps): void {
  for (const actionId of [ACTIONS.organization, ACTIONS.resource]) {
    app.action<BlockAction>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, body }) => {
        const words = await failsafe(
          deps,
          `action_${actionId}`,
          () => rebuild(body.view, deps),
          (reference) => notRebuilt(actionId, reference),
        );
        if (words !== undefined) await tellDirectly(deps.client, body.user.id, words, deps.log);
        await ack();
      },
    );
  }
}

async function rebuild(view: View | undefined, { client }: SlackDeps): Promise<undefined> {
  if (view === undefined) return;
  await client.views.update({ view_id: view.id, view: buildRequestForm(draftOf(view)) });
}

function notRebuilt(field: 'organization' | 'resource', reference: string): string {
  return wentWrong(
    `The form could not be rebuilt after your choice. Choose the ${field} again there, if it is still open.`,
    reference,
  );
}

/** Read from the fields themselves, which every action carries: two quick changes cannot mix. */
function draftOf(view: View): FormDraft {
  const remembered = readDraft(view.private_metadata);
  const fields = readFields(view.state.values);
  return fields === undefined ? remembered : draftOfFields(fields, remembered);
}
