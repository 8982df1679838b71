import type { Message } from '../../slack/workspace/model.ts';
import { shownChannelId } from './navigate.ts';
import type { Store } from './store.ts';

/** How many messages in a channel the current person has never seen. */
export function unreadIn(store: Store, channelId: string): number {
  const seen = Number(store.ui.seen.get(keyOf(store, channelId)) ?? 0);
  return topLevel(store, channelId).filter(
    ({ ts, user }) => Number(ts) > seen && user !== store.ui.person,
  ).length;
}

/** Marks what the page now shows as seen. */
export function markSeen(store: Store): void {
  const channelId = shownChannelId(store);
  const isHome = store.ui.place.kind === 'app' && store.ui.place.tab === 'home';
  if (channelId === undefined || isHome || document.hidden) return;
  const newest = topLevel(store, channelId).at(-1);
  if (newest !== undefined) store.ui.seen.set(keyOf(store, channelId), newest.ts);
}

function topLevel({ picture }: Store, channelId: string): readonly Message[] {
  return (picture?.messages[channelId] ?? []).filter(
    ({ ts, thread_ts: parent }) => parent === undefined || parent === ts,
  );
}

function keyOf({ ui }: Store, channelId: string): string {
  return `${ui.person} ${channelId}`;
}
