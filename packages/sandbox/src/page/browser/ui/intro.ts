import { type Child, h } from '../dom.ts';
import type { Live } from '../live.ts';
import { playMainJob } from '../play.ts';
import type { Store } from '../store.ts';

/** What the tool is, shown in the channel until something happens. */
export function intro(store: Store, live: Live): Child {
  return h(
    'section',
    { key: 'intro', class: 'intro', attrs: { 'aria-labelledby': 'intro-title' } },
    h(
      'h2',
      { attrs: { id: 'intro-title' } },
      'Send missed webhooks again, with a second pair of eyes',
    ),
    h(
      'p',
      {},
      'A customer’s system missed webhooks from doo. Somebody asks for them in Slack, a colleague approves, and doo sends them again.',
    ),
    h(
      'p',
      { class: 'hint' },
      'The app is the one that is deployed. Slack, doo, AWS and the customer’s system are played on this machine.',
    ),
    h(
      'button',
      {
        class: 'button primary',
        attrs: { type: 'button' },
        on: { click: () => void playMainJob(store, live) },
      },
      'Play the main job',
    ),
  );
}
