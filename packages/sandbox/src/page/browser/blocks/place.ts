import type { ViewRecord } from '../../../slack/workspace/model.ts';
import { flushFields } from '../fields.ts';
import type { Store } from '../store.ts';

/** Where blocks are: in a message or in a view. */
export type BlockPlace =
  | { readonly kind: 'message'; readonly channelId: string; readonly ts: string }
  | { readonly kind: 'view'; readonly record: ViewRecord };

/** Identifies an element on the page that waits for a response. */
export function placeKey(place: BlockPlace, blockId: string, actionId: string): string {
  const where = place.kind === 'message' ? place.ts : place.record.view.id;
  return `${where}/${blockId}/${actionId}`;
}

/** Presses a button of a message or view. */
export async function pressButton(
  store: Store,
  place: BlockPlace,
  blockId: string,
  actionId: string,
): Promise<void> {
  const { person } = store.ui;
  const key = placeKey(place, blockId, actionId);
  if (place.kind === 'message') {
    const { channelId, ts } = place;
    await store.act('click', { person, channelId, ts, actionId, blockId }, key);
    return;
  }
  await flushFields(store);
  const viewId = place.record.view.id;
  await store.act('press', { person, viewId, blockId, actionId }, key);
}
