import { createAnnouncer } from './announce.ts';
import { render } from './dom.ts';
import { settleFields } from './fields.ts';
import { createLive } from './live.ts';
import { rememberEnds, restoreEnds } from './scroll.ts';
import { createStore } from './store.ts';
import { page } from './ui/page.ts';
import { markSeen } from './unread.ts';

/** René, who has something to request. */
const FIRST_PERSON = 'U0RENEREQU';
const CLOCK_TICK_MS = 1000;

const root = document.getElementById('page');
if (root === null) throw new Error('The page has no place for itself');
const region = document.createElement('div');
region.className = 'unseen';
region.setAttribute('aria-live', 'polite');
region.id = 'news';
document.body.append(region);

const store = createStore(FIRST_PERSON, () => {
  markSeen(store);
  const focused = document.activeElement?.closest('[data-anchor]')?.id;
  rememberEnds();
  render(root, [page(store, live)]);
  restoreEnds();
  keepFocus(focused);
  announcer.look();
});
const live = createLive(store, () => {
  settleFields(store);
  store.pictureCame();
});
const announcer = createAnnouncer(store, region);

setInterval(() => {
  if (store.ui.tab === 'time') store.changed();
}, CLOCK_TICK_MS);
store.changed();
live.follow(store.ui.person);

/**
 * If the focused element is gone, its message takes the focus; if its column is no longer shown, the
 * messages do.
 */
function keepFocus(anchorId: string | undefined): void {
  const active = document.activeElement;
  if (active === null || active === document.body) {
    if (anchorId) document.getElementById(anchorId)?.focus({ preventScroll: true });
  } else if (!active.checkVisibility()) {
    document.getElementById('main')?.focus({ preventScroll: true });
  }
}
