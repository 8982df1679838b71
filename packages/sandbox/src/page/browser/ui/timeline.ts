import type { Ephemeral, Message } from '../../../slack/workspace/model.ts';
import { type Child, h } from '../dom.ts';
import { nowMs, type Store, zoneOf } from '../store.ts';
import { dayHeading, msOfTs } from '../times.ts';
import { ephemeralView, messageView } from './message.ts';

/** Messages by one author within this time are shown close together. */
const FOLLOWING_MS = 5 * 60_000;

type Entry =
  | { readonly ts: string; readonly message: Message }
  | { readonly ts: string; readonly ephemeral: Ephemeral };

/** A channel's messages and those shown only to this person, oldest first. */
export function timeline(store: Store, channelId: string): Child[] {
  const all = store.picture?.messages[channelId] ?? [];
  const isReply = ({ ts, thread_ts: parent }: Message) => parent !== undefined && parent !== ts;
  const shown = all.filter((message) => !isReply(message) || message.reply_broadcast === true);
  const privately = (store.picture?.ephemerals ?? []).filter(
    (it) => it.channelId === channelId && it.threadTs === undefined,
  );
  const entries: Entry[] = [
    ...shown.map((message) => ({ ts: message.ts, message })),
    ...privately.map((ephemeral) => ({ ts: ephemeral.ts, ephemeral })),
  ].sort((a, b) => Number(a.ts) - Number(b.ts));

  const replies = Map.groupBy(all.filter(isReply), ({ thread_ts: parent }) => parent);
  const views: Child[] = [];
  let heading = '';
  let before: Entry | undefined;
  for (const entry of entries) {
    const day = dayHeading(msOfTs(entry.ts), nowMs(store), zoneOf(store));
    if (day !== heading) {
      views.push(h('h2', { key: `day ${day}`, class: 'day' }, h('span', {}, day)));
      before = undefined;
    }
    heading = day;
    if ('ephemeral' in entry) views.push(ephemeralView(store, entry.ephemeral));
    else {
      const { message } = entry;
      const isFollowing = follows(before, message);
      const under = replies.get(message.ts) ?? [];
      views.push(messageView(store, channelId, message, under, { isFollowing }));
    }
    before = entry;
  }
  return views;
}

function follows(before: Entry | undefined, message: Message): boolean {
  if (before === undefined || !('message' in before) || message.bot_id !== undefined) return false;
  const isSoon = msOfTs(message.ts) - msOfTs(before.ts) < FOLLOWING_MS;
  return isSoon && before.message.user === message.user;
}
