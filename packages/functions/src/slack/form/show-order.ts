import type { BlockAction } from '@slack/bolt';
import { errorKind } from '../../runtime/log.ts';
import { refusalOf } from '../../slack-api/errors.ts';
import type { SlackDeps } from '../deps.ts';
import { readDraft } from './draft-metadata.ts';
import { mayBeSeveral, withProposedOrder } from './order-view.ts';
import { draftOfFields, readFields } from './submission/fields.ts';
import { buildRequestForm } from './view.ts';

/** The time of the answer that is left for answering Slack. */
const ANSWERING_MS = 100;

/**
 * Shows or hides the order's field when the typed event IDs have become several or one. A form that somebody
 * changed or closed meanwhile stays as it is. Never throws: without the field a request has the usual order.
 */
export async function showOrder(
  view: NonNullable<BlockAction['view']>,
  { client, settings, deadline, log }: Pick<SlackDeps, 'client' | 'settings' | 'deadline' | 'log'>,
): Promise<void> {
  const fields = readFields(view.state.values);
  if (fields === undefined) return;
  const draft = draftOfFields(fields, readDraft(view.private_metadata));
  if (mayBeSeveral(draft) === fields.hasOrder()) return;
  const form = buildRequestForm(withProposedOrder(draft), settings, view.external_id || undefined);
  const update = { view_id: view.id, hash: view.hash, view: form };
  try {
    await deadline.inTime(client.views.update(update), ANSWERING_MS);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== 'hash_conflict' && refusal !== 'not_found')
      log.warn('order_not_shown', { error: errorKind(error) });
  }
}
