import type { PlayedPerson, ShownChannel } from '../../protocol.ts';
import { type Child, h } from '../dom.ts';
import type { Live } from '../live.ts';
import { goTo, playAs, shownChannelId } from '../navigate.ts';
import type { Store } from '../store.ts';
import { unreadIn } from '../unread.ts';
import { avatar } from './avatar.ts';
import { icon } from './icon.ts';

/** The workspace: its channels, the app, and the people who can be played. */
export function sidebar(store: Store, live: Live): Child {
  const { picture, ui } = store;
  if (picture === undefined) return undefined;
  const { workspace } = picture;
  const channels = workspace.channels.filter(({ kind }) => kind !== 'im');
  const appChannel = workspace.channels.find(({ kind }) => kind === 'im');
  const shown = shownChannelId(store);
  return h(
    'nav',
    { class: 'sidebar', attrs: { 'aria-label': 'Workspace' } },
    h(
      'div',
      { class: 'workspace-name' },
      h('strong', {}, workspace.name),
      h('span', { class: 'hint' }, 'Everything runs on this machine'),
    ),
    h('h2', {}, 'Channels'),
    h(
      'ul',
      {},
      channels.map((channel) =>
        entry(store, {
          key: channel.id,
          label: channel.name,
          sign: channel.kind === 'private' ? icon('lock') : '#',
          isCurrent: ui.place.kind === 'channel' && channel.id === shown,
          unread: unreadIn(store, channel.id),
          go: () => goTo(store, { kind: 'channel', channelId: channel.id }),
        }),
      ),
    ),
    h('h2', {}, 'Apps'),
    h('ul', {}, appEntries(store, appChannel)),
    h('h2', { attrs: { id: 'play-as' } }, 'Switch person'),
    h(
      'ul',
      { class: 'people', attrs: { 'aria-labelledby': 'play-as' } },
      workspace.people.map((person) => personEntry(store, live, person)),
    ),
  );
}

function appEntries(store: Store, appChannel: ShownChannel | undefined): Child {
  const { picture, ui } = store;
  const { app } = picture?.workspace ?? {};
  const place = ui.place.kind === 'app' ? ui.place.tab : undefined;
  return [
    entry(store, {
      key: 'messages',
      label: app?.name ?? '',
      sign: avatar(store, app?.userId ?? '', 'small'),
      isCurrent: place === 'messages',
      unread: appChannel === undefined ? 0 : unreadIn(store, appChannel.id),
      go: () => goTo(store, { kind: 'app', tab: 'messages' }),
    }),
    entry(store, {
      key: 'home',
      label: 'App Home',
      sign: icon('home'),
      isCurrent: place === 'home',
      unread: 0,
      go: () => goTo(store, { kind: 'app', tab: 'home' }),
    }),
  ];
}

interface Entry {
  readonly key: string;
  readonly label: string;
  readonly sign: Child;
  readonly isCurrent: boolean;
  readonly unread: number;
  readonly go: () => void;
}

function entry(_store: Store, { key, label, sign, isCurrent, unread, go }: Entry): Child {
  const classes = ['entry', isCurrent && 'current', unread > 0 && 'unread'].filter(Boolean);
  return h(
    'li',
    { key },
    h(
      'button',
      {
        class: classes.join(' '),
        attrs: { type: 'button', 'aria-current': isCurrent ? 'page' : undefined },
        on: { click: go },
      },
      h('span', { class: 'sign', attrs: { 'aria-hidden': 'true' } }, sign),
      h('span', { class: 'entry-label' }, label),
      unread > 0 &&
        h(
          'span',
          { class: 'badge' },
          String(unread),
          h('span', { class: 'unseen' }, ' new messages'),
        ),
    ),
  );
}

function personEntry(store: Store, live: Live, { id, name, role }: PlayedPerson): Child {
  const isMe = id === store.ui.person;
  return h(
    'li',
    { key: id },
    h(
      'button',
      {
        class: isMe ? 'entry person current' : 'entry person',
        attrs: { type: 'button', 'aria-current': isMe ? 'true' : undefined },
        on: { click: () => void playAs(store, live, id) },
      },
      avatar(store, id, 'small'),
      h(
        'span',
        { class: 'entry-label' },
        name,
        h('span', { class: 'role' }, isMe ? `${role} · you` : role),
      ),
    ),
  );
}
