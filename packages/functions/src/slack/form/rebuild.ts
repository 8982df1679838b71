import type { BlockAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { ACTIONS } from '../../messages/ids.ts';
import type { FormView } from '../../messages/message.ts';
import { refusalOf } from '../../slack-api/errors.ts';
import type { SlackDeps } from '../deps.ts';
import type { FormDraft } from './draft.ts';
import { readDraft } from './draft-metadata.ts';
import { chosenIn, filledInBy, withoutMemory } from './memory/apply.ts';
import { holdsEarlierChoice } from './quick-choices.ts';
import { draftOfFields, readFields } from './submission/fields.ts';
import { buildRequestForm } from './view.ts';

type View = NonNullable<BlockAction['view']>;

/** Choosing one of these by hand, even what stands there, ends what the ledger fills in. */
const CHOOSES_TARGET: ReadonlySet<string> = new Set([ACTIONS.organization, ACTIONS.configuration]);

/** Changes the draft of a form beyond what its fields say; `undefined` leaves the form as it is. */
export type ChangeDraft = (draft: FormDraft) => Promise<FormDraft | undefined>;

/**
 * Rebuilds the form after a choice, from its fields, which every action carries whole. The view's
 * hash lets one of two quick choices win; a loser that is the later one writes over the winner,
 * an earlier one gives way. What the ledger filled in meanwhile gives way to every choice; *More options* is
 * none, and gives way itself. A form that was closed in the meantime (`not_found`: bolt-js issue 1309) needs none.
 * @throws when Slack does not take the form
 */
export async function rebuildForm(
  view: View | undefined,
  actionId: string,
  { client, settings, log }: Pick<SlackDeps, 'client' | 'settings' | 'log'>,
  change: ChangeDraft = async (draft) => draft,
): Promise<undefined> {
  if (view === undefined) return;
  const shown = readDraft(view.private_metadata);
  const fields = readFields(view.state.values);
  const left = fields === undefined ? shown : draftOfFields(fields, shown);
  const changed = await change(left);
  if (changed === undefined) return;
  const draft = CHOOSES_TARGET.has(actionId) ? withoutMemory(changed) : changed;
  const isChoice = actionId !== ACTIONS.moreOptions;
  const form = buildRequestForm(
    draft,
    settings,
    isChoice ? chosenIn(view) : view.external_id || undefined,
  );
  const update = { view_id: view.id, view: form };
  try {
    await client.views.update({ ...update, hash: view.hash }).catch(async (error: unknown) => {
      if (refusalOf(error) !== 'hash_conflict') throw error;
      const isLater = fields && holdsEarlierChoice({ fields, left, shown }, actionId);
      if (isLater === true) await client.views.update(update);
      else if (isChoice && mayHaveBeenFilledIn(shown)) await overMemory(client, view.id, form);
    });
  } catch (error) {
    if (refusalOf(error) !== 'not_found') throw error;
    log.info('form_closed_before_rebuilt');
  }
}

/** Whether the ledger may have filled a form in since. */
function mayHaveBeenFilledIn({ organizationId, memory }: FormDraft): boolean {
  return organizationId === undefined || memory?.kind === 'filled';
}

/** Writes the form where the ledger filled it in; where another choice did, that one stands. */
async function overMemory(client: WebClient, viewId: string, form: FormView): Promise<void> {
  try {
    await client.views.update({ external_id: filledInBy(viewId), view: form });
  } catch (error) {
    if (refusalOf(error) !== 'not_found') throw error;
  }
}
