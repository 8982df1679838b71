import { blocks } from '../blocks/blocks.ts';
import { type Child, h } from '../dom.ts';
import type { Live } from '../live.ts';
import { goTo, shownChannelId } from '../navigate.ts';
import { staysAtEnd } from '../scroll.ts';
import type { Store } from '../store.ts';
import { avatar } from './avatar.ts';
import { composer } from './composer.ts';
import { guide } from './guide.ts';
import { icon } from './icon.ts';
import { intro } from './intro.ts';
import { timeline } from './timeline.ts';

/** The channel, the app's messages or its Home. */
export function mainColumn(store: Store, live: Live): Child {
  const { place } = store.ui;
  const isHome = place.kind === 'app' && place.tab === 'home';
  const channelId = shownChannelId(store);
  return h(
    'main',
    { class: 'main', attrs: { id: 'main', tabindex: -1 } },
    head(store, channelId),
    place.kind === 'app' && appTabs(store, place.tab),
    (store.picture?.view ?? null) === null && guide(store),
    complaint(store),
    isHome ? home(store) : conversation(store, live, channelId),
  );
}

function head(store: Store, channelId: string | undefined): Child {
  const { picture, ui } = store;
  const channel = picture?.workspace.channels.find(({ id }) => id === channelId);
  const me = picture?.workspace.people.find(({ id }) => id === ui.person);
  const title = ui.place.kind === 'app' ? picture?.workspace.app.name : channel?.name;
  return h(
    'header',
    { class: 'panel-head' },
    h(
      'h1',
      {},
      ui.place.kind === 'channel' &&
        h('span', { class: 'hash', attrs: { 'aria-hidden': 'true' } }, '# '),
      title ?? '',
    ),
    ui.place.kind === 'channel' &&
      channel !== undefined &&
      h('span', { class: 'hint members' }, `${channel.memberCount} members`),
    me !== undefined &&
      h(
        'button',
        {
          class: 'me-chip',
          attrs: {
            type: 'button',
            'aria-label': `You are ${me.name}, ${me.role}. Switch person`,
          },
          on: {
            click() {
              store.update((state) => {
                state.pane = 'workspace';
              });
              setTimeout(() => document.querySelector<HTMLElement>('.person.current')?.focus());
            },
          },
        },
        avatar(store, me.id, 'small'),
        h('span', { class: 'me-name' }, me.name),
        h('span', { class: 'me-role' }, me.role),
      ),
  );
}

function appTabs(store: Store, tab: 'home' | 'messages'): Child {
  const one = (name: 'home' | 'messages', label: string) =>
    h(
      'button',
      {
        key: name,
        class: 'tab',
        attrs: { type: 'button', 'aria-current': name === tab ? 'page' : undefined },
        on: { click: () => goTo(store, { kind: 'app', tab: name }) },
      },
      label,
    );
  return h(
    'div',
    { key: 'app-tabs', class: 'tabs' },
    one('home', 'Home'),
    one('messages', 'Messages'),
  );
}

function complaint(store: Store): Child {
  const { complaint: words } = store.ui;
  if (words === undefined) return undefined;
  return h(
    'div',
    { key: 'complaint', class: 'complaint', attrs: { role: 'alert' } },
    h('p', {}, words),
    h(
      'button',
      {
        class: 'icon-button',
        attrs: { type: 'button', 'aria-label': 'Dismiss' },
        on: {
          click: () =>
            store.update((ui) => {
              ui.complaint = undefined;
            }),
        },
      },
      icon('close'),
    ),
  );
}

function conversation(store: Store, live: Live, channelId: string | undefined): Child {
  const { app } = store.picture?.workspace ?? {};
  const isApp = store.ui.place.kind === 'app';
  const entries = channelId === undefined ? [] : timeline(store, channelId);
  const channel = store.picture?.workspace.channels.find(({ id }) => id === channelId);
  const title = isApp ? (app?.name ?? '') : `#${channel?.name ?? ''}`;
  return [
    h(
      'div',
      {
        key: `timeline ${store.ui.person} ${channelId ?? 'none'}`,
        class: 'timeline',
        ...staysAtEnd,
        attrs: { tabindex: 0, role: 'group', 'aria-label': `Messages in ${title}` },
      },
      h('div', { class: 'timeline-space' }),
      entries.length === 0 &&
        (channelId === store.picture?.workspace.approvalsId
          ? intro(store, live)
          : h(
              'p',
              { class: 'empty-channel' },
              isApp
                ? `Messages of ${app?.name ?? 'the app'} to you alone appear here.`
                : `This is the very beginning of ${title}.`,
            )),
      entries,
    ),
    isApp && app?.takesMessages !== true
      ? h(
          'p',
          { key: 'read-only', class: 'read-only' },
          'Sending messages to this app has been turned off.',
        )
      : channelId !== undefined &&
        h(
          'div',
          { key: `compose ${channelId}`, class: 'compose' },
          composer(store, { channelId, label: `Message ${title}` }),
        ),
  ];
}

function home(store: Store): Child {
  const { picture } = store;
  const record = picture?.home ?? null;
  if (record === null || picture?.workspace.app.hasHome !== true) {
    return h(
      'p',
      { key: 'home', class: 'home empty-channel' },
      picture?.workspace.app.hasHome === true
        ? 'The app has not made your Home yet.'
        : 'This app has no Home tab: its manifest does not switch one on.',
    );
  }
  return h(
    'div',
    { key: 'home', class: 'home', attrs: { tabindex: 0, role: 'group', 'aria-label': 'App Home' } },
    blocks(store, { kind: 'view', record }, record.view.blocks),
  );
}
