import { h, type Node } from '../dom.ts';

/** Turns while something is waited for; said by the words beside it. */
export function spinner(): Node {
  return h('span', { class: 'spinner', attrs: { 'aria-hidden': 'true' } });
}
