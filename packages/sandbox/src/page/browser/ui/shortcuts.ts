import { type Child, h } from '../dom.ts';
import type { Store } from '../store.ts';

export interface ShortcutPlace {
  readonly type: 'message' | 'global';
  readonly label: string;
  readonly at?: { readonly channelId: string; readonly ts: string };
}

/** The app's shortcuts, for a message or global, behind a button. */
export function shortcutMenu(store: Store, { type, label, at }: ShortcutPlace): Child {
  const shortcuts = (store.picture?.workspace.shortcuts ?? []).filter((it) => it.type === type);
  if (shortcuts.length === 0) return undefined;
  return h(
    'details',
    { class: 'shortcuts', key: `shortcuts ${at?.ts ?? ''}`, on: { keydown: closeOnEscape } },
    h('summary', { attrs: { 'aria-label': label, title: label } }, '⋯'),
    h(
      'div',
      { class: 'shortcut-list' },
      shortcuts.map(({ name, callbackId }) =>
        h(
          'button',
          {
            attrs: { type: 'button' },
            on: {
              click(event) {
                close(event);
                const { person } = store.ui;
                void store.act('shortcut', { person, callbackId, ...(at && { at }) });
              },
            },
          },
          name,
        ),
      ),
    ),
  );
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') close(event);
}

function close({ target }: Event): void {
  const menu = target instanceof Element ? target.closest('details') : null;
  menu?.removeAttribute('open');
  menu?.querySelector('summary')?.focus();
}
