import { type ElementRef, type FoundElement, findElement } from '../blocks/parts.ts';
import type { User, ViewRecord } from '../workspace/model.ts';
import { findView } from '../workspace/views.ts';
import { activePerson, type ClientContext, ClientError } from './context.ts';

/** What the client shows when a view's delivery fails. */
export const CONNECTION_PROBLEM = 'We had some trouble connecting. Try again?';

export interface ViewInHand {
  readonly user: User;
  readonly record: ViewRecord;
}

/** A view that this person has open. Throws ClientError. */
export function viewInHand(context: ClientContext, userId: string, viewId: string): ViewInHand {
  const user = activePerson(context, userId);
  const record = findView(context.workspace, viewId);
  if (record === undefined || record.userId !== userId) {
    throw new ClientError('not_there', `${userId} has no view ${viewId}`);
  }
  return { user, record };
}

/** An element of a view. Throws ClientError. */
export function elementInView(record: ViewRecord, ref: ElementRef): FoundElement {
  const found = findElement(record.view.blocks, ref.actionId, ref.blockId);
  if (found === undefined) {
    throw new ClientError('not_there', `no element ${ref.blockId}/${ref.actionId}`);
  }
  return found;
}
