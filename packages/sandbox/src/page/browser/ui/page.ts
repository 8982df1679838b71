import { backstage } from '../backstage/backstage.ts';
import { type Child, h } from '../dom.ts';
import type { Live } from '../live.ts';
import type { Store } from '../store.ts';
import type { Pane } from '../ui-state.ts';
import { confirmDialog } from './confirm.ts';
import { icon } from './icon.ts';
import { mainColumn } from './main-column.ts';
import { modal } from './modal.ts';
import { sidebar } from './sidebar.ts';
import { spinner } from './spinner.ts';
import { threadPanel } from './thread.ts';

export function page(store: Store, live: Live): Child {
  const { ui, picture } = store;
  if (picture === undefined) {
    return h(
      'p',
      { class: 'opening', attrs: { role: 'status' } },
      spinner(),
      ' Opening the sandbox…',
    );
  }
  const thread = threadPanel(store);
  return [
    h('a', { class: 'skip', attrs: { href: '#main' } }, 'Skip to the messages'),
    ui.connection === 'lost' &&
      h(
        'p',
        { key: 'lost', class: 'lost', attrs: { role: 'status' } },
        'The sandbox is not running. Start it again: this page goes on by itself.',
      ),
    h(
      'div',
      { key: 'columns', class: `columns show-${ui.pane}${thread ? ' has-thread' : ''}` },
      sidebar(store, live),
      mainColumn(store, live),
      thread,
      backstage(store),
    ),
    bottomBar(store),
    modal(store),
    confirmDialog(store),
  ];
}

/** Which column a narrow window shows. */
function bottomBar(store: Store): Child {
  const one = (pane: Pane, label: string, sign: Child) =>
    h(
      'button',
      {
        key: pane,
        attrs: { type: 'button', 'aria-current': store.ui.pane === pane ? 'page' : undefined },
        on: {
          click: () =>
            store.update((ui) => {
              ui.pane = pane;
            }),
        },
      },
      sign,
      h('span', {}, label),
    );
  return h(
    'nav',
    { key: 'bottom', class: 'bottom-bar', attrs: { 'aria-label': 'Parts of the page' } },
    one('workspace', 'Workspace', icon('menu')),
    one('messages', 'Messages', icon('chat')),
    one('backstage', 'Backstage', icon('gauge')),
  );
}
