import { wordsOf } from './blocks/text.ts';
import { shownChannelId } from './navigate.ts';
import type { Store } from './store.ts';

/** Announces new messages in the shown channel to screen readers. */
export interface Announcer {
  look(): void;
}

/** `region` is an element with aria-live. */
export function createAnnouncer(store: Store, region: HTMLElement): Announcer {
  let before: ReadonlyMap<string, string> | undefined;
  let beforePlace = '';
  return {
    look() {
      const place = `${store.ui.person} ${shownChannelId(store)} ${store.ui.thread?.ts}`;
      const now = textsOf(store);
      const isSamePlace = place === beforePlace && before !== undefined;
      const news = [...now].filter(([ts, text]) => before?.get(ts) !== text);
      if (isSamePlace && news.length > 0) {
        region.textContent = news.map(([, text]) => wordsOf(store, text)).join(' ');
      }
      before = now;
      beforePlace = place;
    },
  };
}

function textsOf(store: Store): Map<string, string> {
  const channelId = shownChannelId(store) ?? '';
  const messages = store.picture?.messages[channelId] ?? [];
  const privately = (store.picture?.ephemerals ?? []).filter((it) => it.channelId === channelId);
  const openThread = store.ui.thread?.ts;
  const shown = messages.filter(
    ({ ts, thread_ts: parent }) => parent === undefined || parent === ts || parent === openThread,
  );
  const texts = new Map(shown.map(({ ts, text }) => [ts, text]));
  for (const { ts, text } of privately) texts.set(ts, `Only visible to you: ${text}`);
  return texts;
}
