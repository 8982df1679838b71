import { h, type Node } from '../dom.ts';

const PATHS = {
  close: 'M5 5l10 10M15 5L5 15',
  send: 'M3 10l14-6-5 13-3-5.500z',
  menu: 'M3 6h14M3 10h14M3 14h14',
  chat: 'M3 4h14v9H9l-4 3.500V13H3z',
  gauge: 'M3 16V9M8 16V4M13 16v-5M18 16V7',
  lock: 'M5 9h10v7H5zM7 9V6.500a3 3 0 0 1 6 0V9',
  home: 'M3 10l7-6 7 6v7H3zM8.500 17v-4h3v4',
  back: 'M12 4l-6 6 6 6',
} as const;

/** A line drawing without an accessible name. */
export function icon(name: keyof typeof PATHS): Node {
  return h(
    'svg',
    { class: 'icon', attrs: { viewBox: '0 0 20 20', 'aria-hidden': 'true' } },
    h('path', { attrs: { d: PATHS[name] } }),
  );
}
