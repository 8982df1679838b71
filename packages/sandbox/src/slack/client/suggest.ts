import { optionsOf } from '../blocks/elements.ts';
import type { ElementRef } from '../blocks/parts.ts';
import { optionFaults } from '../blocks/validate.ts';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import type { ClientContext } from './context.ts';
import { ClientError } from './context.ts';
import type { Delivery } from './delivery.ts';
import { elementInView, viewInHand } from './open-view.ts';
import { interactionBody, viewInteraction } from './payloads.ts';

/** What a person sees under a menu while typing; grouped options appear in one list. */
export interface Suggestions {
  readonly options: JsonObject[];
  /** Undefined if the query is shorter than the menu's min_query_length: no request was sent. */
  readonly delivery: Delivery | undefined;
}

/** Slack's min_query_length for an element that sets none (@slack/types, ExternalSelect). */
const DEFAULT_MIN_QUERY_LENGTH = 3;

/**
 * A person types into a menu with an external data source. The look-up does not carry the values of
 * other fields: its view has an empty state (bolt-js issues 1146 and 660).
 */
export async function suggestOptions(
  context: ClientContext,
  userId: string,
  viewId: string,
  ref: ElementRef,
  query: string,
): Promise<Suggestions> {
  const { workspace, deliverer } = context;
  const { user, record } = viewInHand(context, userId, viewId);
  const { element } = elementInView(record, ref);
  if (element.type !== 'external_select' && element.type !== 'multi_external_select') {
    throw new ClientError('not_allowed', 'not a menu with an external source');
  }
  const shortest = element.min_query_length ?? DEFAULT_MIN_QUERY_LENGTH;
  if (query.length < Number(shortest)) return { options: [], delivery: undefined };
  const payload = {
    ...viewInteraction(workspace, 'block_suggestion', user),
    container: { type: 'view', view_id: viewId },
    view: record.view,
    action_id: ref.actionId,
    block_id: ref.blockId,
    value: query,
  };
  const answer = await deliverer.send('block_suggestion', userId, interactionBody(payload));
  const parsed = parseJson(answer.text ?? '');
  const faults = isJsonObject(parsed) ? optionFaults(parsed) : ['[ERROR] must provide an object'];
  if (answer.text !== undefined && faults.length > 0) answer.delivery.error = faults.join('; ');
  const options = isJsonObject(parsed) && faults.length === 0 ? optionsOf(parsed) : [];
  record.offered[`${ref.blockId}/${ref.actionId}`] = options;
  workspace.changed();
  return { options, delivery: answer.delivery };
}
