import { type Child, h } from '../dom.ts';
import { guideStep } from '../guide-step.ts';
import { stopPlaying } from '../play.ts';
import type { Store } from '../store.ts';
import { icon } from './icon.ts';

/** What to try next, until it is dismissed, or what is playing. */
export function guide(store: Store): Child {
  const { picture, ui } = store;
  if (picture === undefined) return undefined;
  if (ui.playing !== undefined) {
    const stop = () => stopPlaying(store);
    return note(
      '▶',
      ui.playing,
      h(
        'button',
        { class: 'button plain small', attrs: { type: 'button' }, on: { click: stop } },
        'Stop',
      ),
    );
  }
  if (ui.isGuideHidden) return undefined;
  const isThreadOpen = ui.thread !== undefined;
  const isInChannel = ui.place.kind === 'channel';
  const { number, text } = guideStep({ picture, person: ui.person, isThreadOpen, isInChannel });
  const hide = () =>
    store.update((state) => {
      state.isGuideHidden = true;
    });
  return note(
    String(number),
    text,
    h(
      'button',
      {
        class: 'icon-button',
        attrs: { type: 'button', 'aria-label': 'Hide the guidance' },
        on: { click: hide },
      },
      icon('close'),
    ),
  );
}

function note(sign: string, words: string, end: Child): Child {
  return h(
    'div',
    { key: 'guide', class: 'guide', attrs: { role: 'note', 'aria-label': 'Next step' } },
    h('span', { class: 'guide-number', attrs: { 'aria-hidden': 'true' } }, sign),
    h('p', {}, words),
    end,
  );
}
