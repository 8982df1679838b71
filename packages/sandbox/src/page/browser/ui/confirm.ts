import { type Child, h } from '../dom.ts';
import type { Store } from '../store.ts';
import { closeDialog } from './modal.ts';

/** The question asked before a button acts. */
export function confirmDialog(store: Store): Child {
  const { confirmation } = store.ui;
  if (confirmation === undefined) return undefined;
  const close = () =>
    store.update((ui) => {
      ui.confirmation = undefined;
    });
  const { title, text, yes, no, isDangerous, proceed } = confirmation;
  return h(
    'dialog',
    {
      key: `confirm ${title}`,
      class: 'confirm',
      attrs: { 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text' },
      on: {
        cancel(event) {
          event.preventDefault();
          close();
        },
      },
      added: (element) => {
        if (element instanceof HTMLDialogElement) element.showModal();
      },
      removed: closeDialog,
    },
    h('h2', { attrs: { id: 'confirm-title' } }, title),
    h('p', { attrs: { id: 'confirm-text' } }, text),
    h(
      'footer',
      { class: 'modal-foot' },
      h('button', { class: 'button plain', attrs: { type: 'button' }, on: { click: close } }, no),
      h(
        'button',
        {
          class: `button ${isDangerous ? 'danger' : 'primary'}`,
          attrs: { type: 'button' },
          on: {
            click() {
              close();
              proceed();
            },
          },
        },
        yes,
      ),
    ),
  );
}
