import type { BlockAction } from '@slack/bolt';
import { ACTIONS } from '../../messages/ids.ts';
import { errorKind } from '../../runtime/log.ts';
import { refusalOf } from '../../slack-api/errors.ts';
import type { SlackDeps } from '../deps.ts';
import { readDraft } from './draft-metadata.ts';
import { chosenIn } from './memory/apply.ts';
import { mayBeSeveral, withProposedOrder } from './order-view.ts';
import { holdsEarlierChoice } from './quick-choices.ts';
import { draftOfFields, readFields } from './submission/fields.ts';
import { buildRequestForm } from './view.ts';

/** The time of the answer that is left for answering Slack. */
const ANSWERING_MS = 100;

/**
 * Shows or hides the order's field when the typed event IDs have become several or one. A form that was rebuilt
 * meanwhile for an earlier choice gets both; one that was changed otherwise, or closed, stays as it is. Never
 * throws: without the field a request has the usual order.
 */
export async function showOrder(
  view: NonNullable<BlockAction['view']>,
  { client, settings, deadline, log }: Pick<SlackDeps, 'client' | 'settings' | 'deadline' | 'log'>,
): Promise<void> {
  const fields = readFields(view.state.values);
  if (fields === undefined) return;
  const shown = readDraft(view.private_metadata);
  const left = draftOfFields(fields, shown);
  if (mayBeSeveral(left) === fields.hasOrder()) return;
  const form = (externalId: string | undefined) =>
    buildRequestForm(withProposedOrder(left), settings, externalId);
  const update = { view_id: view.id, hash: view.hash, view: form(view.external_id || undefined) };
  const write = () =>
    client.views.update(update).catch((error: unknown) => {
      const isLater = holdsEarlierChoice({ fields, left, shown }, ACTIONS.eventIds);
      if (refusalOf(error) !== 'hash_conflict' || !isLater) throw error;
      return client.views.update({ view_id: view.id, view: form(chosenIn(view)) });
    });
  try {
    await deadline.inTime(write(), ANSWERING_MS);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== 'hash_conflict' && refusal !== 'not_found')
      log.warn('order_not_shown', { error: errorKind(error) });
  }
}
