import { type Child, h } from '../dom.ts';
import { closeThread } from '../navigate.ts';
import { staysAtEnd } from '../scroll.ts';
import type { Store } from '../store.ts';
import { composer } from './composer.ts';
import { icon } from './icon.ts';
import { ephemeralView, messageView } from './message.ts';

/** The open thread beside its channel. */
export function threadPanel(store: Store): Child {
  const { thread } = store.ui;
  const all = thread && store.picture?.messages[thread.channelId];
  const parent = all?.find(({ ts }) => ts === thread?.ts);
  if (thread === undefined || all === undefined || parent === undefined) return undefined;
  const { channelId, ts } = thread;
  const replies = all.filter((message) => message.thread_ts === ts && message.ts !== ts);
  const privately = (store.picture?.ephemerals ?? []).filter((it) => it.threadTs === ts);
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return h(
    'section',
    {
      key: `thread ${ts}`,
      class: 'thread',
      attrs: { 'aria-label': 'Thread' },
      on: {
        keydown(event) {
          if (event.key === 'Escape') closeThread(store);
        },
      },
      added: (element) => element.querySelector<HTMLElement>('.close-thread')?.focus(),
    },
    h(
      'header',
      { class: 'panel-head' },
      h('h2', {}, 'Thread'),
      h(
        'button',
        {
          class: 'icon-button close-thread',
          attrs: { type: 'button', 'aria-label': 'Close the thread' },
          on: { click: () => closeThread(store) },
        },
        icon('close'),
      ),
    ),
    h(
      'div',
      {
        class: 'thread-messages',
        ...staysAtEnd,
        attrs: { tabindex: 0, role: 'group', 'aria-label': 'Messages of the thread' },
      },
      messageView(store, channelId, parent, replies, { isInThread: true }),
      h('p', { key: 'count', class: 'thread-count' }, h('span', {}, count)),
      replies.map((message) => messageView(store, channelId, message, [], { isInThread: true })),
      privately.map((ephemeral) => ephemeralView(store, ephemeral)),
    ),
    composer(store, { channelId, threadTs: ts, label: 'Reply in the thread' }),
  );
}
