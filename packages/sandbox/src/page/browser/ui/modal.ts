import type { ViewRecord } from '../../../slack/workspace/model.ts';
import { blocks } from '../blocks/blocks.ts';
import { plainWords } from '../blocks/text.ts';
import { type Child, h } from '../dom.ts';
import { flushFields } from '../fields.ts';
import type { Store } from '../store.ts';
import { guide } from './guide.ts';
import { icon } from './icon.ts';
import { spinner } from './spinner.ts';

/** The form that the person has open. */
export function modal(store: Store): Child {
  const record = store.picture?.view ?? null;
  if (record === null) return undefined;
  const { view } = record;
  const busyKey = `submit ${view.id}`;
  const isBusy = store.ui.busy.has(busyKey);
  const close = () => void closeView(store, record);
  return h(
    'dialog',
    {
      key: `view ${view.id}`,
      class: 'modal',
      attrs: { 'aria-labelledby': 'modal-title' },
      on: {
        cancel(event) {
          event.preventDefault();
          close();
        },
      },
      added: (element) => {
        if (element instanceof HTMLDialogElement) element.showModal();
        element.querySelector<HTMLElement>('.control')?.focus();
      },
      removed: closeDialog,
    },
    guide(store),
    h(
      'form',
      {
        class: 'modal-form',
        attrs: { novalidate: true },
        on: {
          submit(event) {
            event.preventDefault();
            if (!isBusy) void submit(store, record, busyKey);
          },
        },
      },
      h(
        'header',
        { class: 'modal-head' },
        h('h2', { attrs: { id: 'modal-title' } }, plainWords(view.title)),
        h(
          'button',
          {
            class: 'icon-button',
            attrs: { type: 'button', 'aria-label': 'Close' },
            on: { click: close },
          },
          icon('close'),
        ),
      ),
      h(
        'div',
        { class: 'modal-body' },
        record.problem !== null &&
          h(
            'p',
            { class: 'modal-problem', attrs: { role: 'alert' } },
            h('span', { attrs: { 'aria-hidden': 'true' } }, '⚠ '),
            record.problem,
          ),
        blocks(store, { kind: 'view', record }, view.blocks),
      ),
      h(
        'footer',
        { class: 'modal-foot' },
        h(
          'button',
          { class: 'button plain', attrs: { type: 'button' }, on: { click: close } },
          plainWords(view.close) || 'Cancel',
        ),
        view.submit !== null &&
          h(
            'button',
            {
              class: `button primary${isBusy ? ' busy' : ''}`,
              attrs: { type: 'submit', 'aria-disabled': isBusy ? 'true' : undefined },
            },
            isBusy && spinner(),
            h('span', {}, plainWords(view.submit)),
          ),
      ),
    ),
  );
}

/** Closes a dialog and returns the focus to where it was. */
export function closeDialog(element: HTMLElement): void {
  if (element instanceof HTMLDialogElement) element.close();
}

async function submit(store: Store, { view }: ViewRecord, busyKey: string): Promise<void> {
  const goesOn = new AbortController();
  for (const used of ['keydown', 'pointerdown']) {
    document.addEventListener(used, () => goesOn.abort(), { signal: goesOn.signal });
  }
  store.update((ui) => ui.busy.add(busyKey));
  await flushFields(store);
  const answer = await store.act('submit', { person: store.ui.person, viewId: view.id }, busyKey);
  const outcome = answer !== undefined && 'outcome' in answer ? answer.outcome : undefined;
  if (outcome === 'errors' || outcome === 'incomplete') focusFirstFault(goesOn);
  else goesOn.abort();
}

/**
 * Focuses the first field with an error. The errors arrive with the picture, shortly before or after
 * the response; someone who has resumed typing by then keeps the focus.
 */
function focusFirstFault(goesOn: AbortController, triesLeft = 20): void {
  if (goesOn.signal.aborted) return;
  const fault = document.querySelector<HTMLElement>('.modal [aria-invalid="true"]');
  if (fault === null && triesLeft > 0) {
    setTimeout(() => focusFirstFault(goesOn, triesLeft - 1), 25);
    return;
  }
  fault?.focus();
  goesOn.abort();
}

async function closeView(store: Store, { view }: ViewRecord): Promise<void> {
  await flushFields(store);
  await store.act('close', { person: store.ui.person, viewId: view.id }, `close ${view.id}`);
}
