import { type Child, h } from '../dom.ts';
import type { Store } from '../store.ts';
import type { Tab } from '../ui-state.ts';
import { faults } from './faults.ts';
import { time } from './time.ts';
import { traffic } from './traffic.ts';

const TABS: readonly { readonly tab: Tab; readonly label: string }[] = [
  { tab: 'traffic', label: 'Traffic' },
  { tab: 'faults', label: 'Faults' },
  { tab: 'time', label: 'Time' },
];

/** What happens backstage, and the player's controls. */
export function backstage(store: Store): Child {
  const { tab } = store.ui;
  const go = (to: Tab) =>
    store.update((ui) => {
      ui.tab = to;
    });
  return h(
    'aside',
    { class: 'backstage', attrs: { 'aria-label': 'Backstage' } },
    h(
      'div',
      {
        class: 'tabs',
        attrs: { role: 'tablist', 'aria-label': 'Backstage' },
        on: {
          keydown(event) {
            const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
            if (step === 0) return;
            event.preventDefault();
            const at = TABS.findIndex((each) => each.tab === tab);
            const next = TABS[(at + step + TABS.length) % TABS.length];
            if (next === undefined) return;
            go(next.tab);
            document.getElementById(`tab-${next.tab}`)?.focus();
          },
        },
      },
      TABS.map((each) =>
        h(
          'button',
          {
            key: each.tab,
            class: 'tab',
            attrs: {
              type: 'button',
              role: 'tab',
              id: `tab-${each.tab}`,
              'aria-selected': each.tab === tab ? 'true' : 'false',
              'aria-controls': 'tab-panel',
              tabindex: each.tab === tab ? 0 : -1,
            },
            on: { click: () => go(each.tab) },
          },
          each.label,
          each.tab === 'faults' && faultCount(store),
        ),
      ),
    ),
    h(
      'div',
      {
        key: tab,
        class: 'tab-panel',
        attrs: { id: 'tab-panel', role: 'tabpanel', 'aria-labelledby': `tab-${tab}`, tabindex: 0 },
      },
      tab === 'traffic' && traffic(store),
      tab === 'faults' && faults(store),
      tab === 'time' && time(store),
    ),
  );
}

function faultCount(store: Store): Child {
  const { doo = [], switches = {} } = store.picture?.faults ?? {};
  const count = doo.length + Object.values(switches).filter((on) => on).length;
  if (count === 0) return undefined;
  return h(
    'span',
    { class: 'badge' },
    String(count),
    h('span', { class: 'unseen' }, ' switched on'),
  );
}
