import type { Ephemeral, Message, Notice, SharedFile } from '../../../slack/workspace/model.ts';
import { blocks } from '../blocks/blocks.ts';
import { mrkdwn } from '../blocks/text.ts';
import { type Child, h, type Node } from '../dom.ts';
import { createMemo } from '../memo.ts';
import { openThread } from '../navigate.ts';
import { nowMs, type Store, zoneOf } from '../store.ts';
import { fullTime, isoDay, msOfTs, timeOfDay } from '../times.ts';
import { avatar } from './avatar.ts';
import { shortcutMenu } from './shortcuts.ts';

/** What Slack's client says beside a message whose button failed. */
const NOTICE_WORDS: Readonly<Record<string, string>> = {
  operation_timeout: 'This app did not answer within 3 seconds (operation_timeout).',
  dispatch_failed: 'This app could not be reached (dispatch_failed).',
};

export interface MessageOptions {
  /** Shown compactly under an earlier message by the same author. */
  readonly isFollowing?: boolean;
  /** In a thread, the reply bar is left out. */
  readonly isInThread?: boolean;
}

const inChannel = createMemo<Message, Node>();
const inThread = createMemo<Message, Node>();

/** One message with its blocks, replies and failures of its buttons; rebuilt when it changes. */
export function messageView(
  store: Store,
  channelId: string,
  message: Message,
  replies: readonly Message[],
  options: MessageOptions = {},
): Node {
  const { picture, ui } = store;
  const { isFollowing = false, isInThread = false } = options;
  const busy = [...ui.busy].filter((key) => key.startsWith(`${message.ts}/`)).join();
  const today = isoDay(nowMs(store), zoneOf(store));
  const { workspace, notices } = picture ?? {};
  const from = [workspace, notices, ui.person, today, busy, isFollowing, ...replies];
  const memo = isInThread ? inThread : inChannel;
  return memo(message, from, () => drawMessage(store, channelId, message, replies, options));
}

function drawMessage(
  store: Store,
  channelId: string,
  message: Message,
  replies: readonly Message[],
  options: MessageOptions,
): Node {
  const { ts } = message;
  const isApp = message.bot_id !== undefined;
  const prefix = options.isInThread === true ? 'reply' : 'message';
  return frame(store, {
    key: `${prefix} ${ts}`,
    id: `${prefix}-${ts}`,
    ts,
    authorId: message.user,
    isApp,
    isFollowing: options.isFollowing === true,
    tag: undefined,
    isEdited: message.edited !== undefined,
    body: [
      message.blocks === undefined
        ? h('div', { class: 'plain-message' }, mrkdwn(store, message.text))
        : blocks(store, { kind: 'message', channelId, ts }, message.blocks),
      message.files?.map((file) => fileView(store, file)),
      noticesOf(store, channelId, ts),
      options.isInThread !== true &&
        replies.length > 0 &&
        repliesBar(store, channelId, ts, replies),
    ],
    extra: shortcutMenu(store, {
      type: 'message',
      label: 'More actions',
      at: { channelId, ts },
    }),
  });
}

/** A message that only the current person sees. */
export function ephemeralView(store: Store, ephemeral: Ephemeral): Node {
  const { ts, channelId, from, text } = ephemeral;
  return frame(store, {
    key: `private ${ts}`,
    id: `private-${ts}`,
    ts,
    authorId: from === 'app' ? (store.picture?.workspace.app.userId ?? '') : 'slackbot',
    isApp: true,
    isFollowing: false,
    tag: 'Only visible to you',
    isEdited: false,
    body:
      ephemeral.blocks.length === 0
        ? h('div', { class: 'plain-message' }, mrkdwn(store, text))
        : blocks(store, { kind: 'message', channelId, ts }, ephemeral.blocks),
    extra: h(
      'button',
      {
        class: 'link',
        attrs: { type: 'button' },
        on: {
          click: () => void store.act('dismiss', { person: store.ui.person, channelId, ts }),
        },
      },
      'Dismiss message',
    ),
  });
}

interface Frame {
  readonly key: string;
  readonly id: string;
  readonly ts: string;
  readonly authorId: string;
  readonly isApp: boolean;
  readonly isFollowing: boolean;
  readonly tag: string | undefined;
  readonly isEdited: boolean;
  readonly body: Child;
  readonly extra: Child;
}

function frame(store: Store, parts: Frame): Node {
  const atMs = msOfTs(parts.ts);
  const zone = zoneOf(store);
  const workspace = store.picture?.workspace;
  const name =
    parts.authorId === 'slackbot'
      ? 'Slackbot'
      : parts.authorId === workspace?.app.userId
        ? workspace.app.name
        : (workspace?.userNames[parts.authorId] ?? parts.authorId);
  const time = timeOfDay(atMs, zone);
  const kinds = ['message', parts.isFollowing && 'following', parts.tag !== undefined && 'private'];
  return h(
    'article',
    {
      key: parts.key,
      class: kinds.filter(Boolean).join(' '),
      attrs: { id: parts.id, tabindex: -1, 'data-anchor': true, 'aria-label': `${name}, ${time}` },
    },
    parts.isFollowing
      ? h('time', { class: 'gutter', attrs: { title: fullTime(atMs, zone) } }, time)
      : avatar(store, parts.authorId),
    h(
      'div',
      { class: 'message-body' },
      parts.tag !== undefined && h('p', { class: 'private-tag' }, parts.tag),
      !parts.isFollowing &&
        h(
          'p',
          { class: 'message-head' },
          h('strong', {}, name),
          parts.isApp && h('span', { class: 'app-badge' }, 'APP'),
          h('time', { attrs: { title: fullTime(atMs, zone) } }, time),
        ),
      parts.body,
      parts.isEdited && h('span', { class: 'edited' }, '(edited)'),
      parts.extra,
    ),
  );
}

/** A file to download. */
function fileView(store: Store, { id, name, size, mimetype }: SharedFile): Child {
  const query = new URLSearchParams({ person: store.ui.person, id });
  return h(
    'a',
    { class: 'file', attrs: { href: `/api/file?${query}`, download: name } },
    h('strong', {}, name),
    h('span', { class: 'hint' }, `${mimetype}, ${sizeWords(size)}`),
  );
}

function sizeWords(bytes: number): string {
  return bytes < 10_000 ? `${bytes} bytes` : `${Math.round(bytes / 1_000)} kB`;
}

function noticesOf(store: Store, channelId: string, ts: string): Child {
  const notices: readonly Notice[] = store.picture?.notices ?? [];
  const last = notices.findLast((it) => it.channelId === channelId && it.messageTs === ts);
  if (last === undefined) return undefined;
  return h(
    'p',
    { class: 'notice', attrs: { role: 'alert' } },
    h('span', { attrs: { 'aria-hidden': 'true' } }, '⚠ '),
    NOTICE_WORDS[last.text] ?? last.text,
  );
}

function repliesBar(
  store: Store,
  channelId: string,
  ts: string,
  replies: readonly Message[],
): Child {
  const last = replies.at(-1);
  const words = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return h(
    'button',
    {
      class: 'replies',
      attrs: { type: 'button', id: `replies-${ts}` },
      on: { click: () => openThread(store, channelId, ts) },
    },
    [...new Set(replies.map(({ user }) => user))]
      .slice(0, 3)
      .map((id) => avatar(store, id, 'small')),
    h('span', { class: 'replies-count' }, words),
    last !== undefined &&
      h('span', { class: 'hint' }, `last ${timeOfDay(msOfTs(last.ts), zoneOf(store))}`),
  );
}
