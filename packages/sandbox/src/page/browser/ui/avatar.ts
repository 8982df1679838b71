import { h, type Node } from '../dom.ts';
import type { Store } from '../store.ts';

const HUES = 8;

/** A person's initials on their own colour, or the app's icon. */
export function avatar(store: Store, userId: string, size: 'small' | 'large' = 'large'): Node {
  const workspace = store.picture?.workspace;
  const attrs = { 'aria-hidden': 'true' };
  if (userId === workspace?.app.userId) {
    return h('span', { class: `avatar ${size} app`, attrs }, '↻');
  }
  const name = workspace?.userNames[userId] ?? userId.toUpperCase();
  const initials = name
    .split(' ')
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('');
  const place = workspace?.people.findIndex(({ id }) => id === userId) ?? 0;
  return h('span', { class: `avatar ${size} hue-${(place + HUES) % HUES}`, attrs }, initials);
}
