import { h, type Node } from '../dom.ts';

/** Spins while something is pending; the words beside it say what. */
export function spinner(): Node {
  return h('span', { class: 'spinner', attrs: { 'aria-hidden': 'true' } });
}
