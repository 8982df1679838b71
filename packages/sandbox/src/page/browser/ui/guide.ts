import { type Child, h } from '../dom.ts';
import { guideStep } from '../guide-step.ts';
import type { Store } from '../store.ts';
import { icon } from './icon.ts';

/** One line on what to try next, until it is sent away. */
export function guide(store: Store): Child {
  const { picture, ui } = store;
  if (picture === undefined || ui.isGuideHidden) return undefined;
  const isThreadOpen = ui.thread !== undefined;
  const isInChannel = ui.place.kind === 'channel';
  const facts = { picture, person: ui.person, isThreadOpen, isInChannel };
  const { number, text } = guideStep(facts);
  return h(
    'div',
    { key: 'guide', class: 'guide', attrs: { role: 'note', 'aria-label': 'What to try next' } },
    h('span', { class: 'guide-number', attrs: { 'aria-hidden': 'true' } }, String(number)),
    h('p', {}, text),
    h(
      'button',
      {
        class: 'icon-button',
        attrs: { type: 'button', 'aria-label': 'Hide the guidance' },
        on: {
          click: () =>
            store.update((state) => {
              state.isGuideHidden = true;
            }),
        },
      },
      icon('close'),
    ),
  );
}
