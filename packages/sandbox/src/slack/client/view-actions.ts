import type { ElementRef, FoundElement } from '../blocks/parts.ts';
import type { JsonObject } from '../json.ts';
import { issueTrigger } from '../workspace/triggers.ts';
import { findView } from '../workspace/views.ts';
import { type ClientContext, ClientError } from './context.ts';
import type { Delivery } from './delivery.ts';
import { CONNECTION_PROBLEM, elementInView, type ViewInHand, viewInHand } from './open-view.ts';
import { actionTs, interactionBody, viewInteraction, viewWithState } from './payloads.ts';

/** How an action describes its element: its ids, and the parts that Slack repeats. */
export function describeAction(found: FoundElement): JsonObject {
  const { block, element } = found;
  const described: JsonObject = { block_id: block.block_id ?? '' };
  for (const name of ['type', 'action_id', 'text', 'value', 'style', 'placeholder']) {
    const part = element[name];
    if (part !== undefined) described[name] = part;
  }
  return described;
}

/** Sends block_actions for an element of a view; `entered` is what the person did to it. */
export async function sendViewAction(
  context: ClientContext,
  hand: ViewInHand,
  found: FoundElement,
  entered: JsonObject,
): Promise<Delivery> {
  const { workspace, deliverer } = context;
  const { user, record } = hand;
  const view = viewWithState(record);
  const payload = {
    ...viewInteraction(workspace, 'block_actions', user),
    container: { type: 'view', view_id: record.view.id },
    trigger_id: issueTrigger(workspace, user.id, record.view.id),
    view,
    actions: [{ ...describeAction(found), ...entered, action_ts: actionTs(workspace) }],
  };
  const answer = await deliverer.send('block_actions', user.id, interactionBody(payload));
  const after = findView(workspace, record.view.id);
  if (after !== undefined) {
    after.problem = answer.text === undefined ? CONNECTION_PROBLEM : null;
    workspace.changed();
  }
  return answer.delivery;
}

/** A person presses a button in a view or Home tab; a confirmation dialog counts as accepted. */
export function pressInView(
  context: ClientContext,
  userId: string,
  viewId: string,
  ref: ElementRef,
): Promise<Delivery> {
  const hand = viewInHand(context, userId, viewId);
  const found = elementInView(hand.record, ref);
  if (found.element.type !== 'button') throw new ClientError('not_allowed', 'not a button');
  return sendViewAction(context, hand, found, {});
}
