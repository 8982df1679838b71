/** Event types of our message metadata. */
export const METADATA = {
  card: 'doo_repush_card',
  line: 'doo_repush_line',
  copy: 'doo_repush_copy',
  reconcile: 'doo_repush_reconcile',
} as const;
