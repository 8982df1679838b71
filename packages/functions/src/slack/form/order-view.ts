import { parseEventIds } from '@doo-repush/core/repush/event-ids';
import { ORDERS, type Order } from '@doo-repush/core/repush/order';
import type { InputBlock, KnownBlock } from '@slack/types';
import { ACTIONS } from '../../messages/ids.ts';
import { plain } from '../../messages/message.ts';
import type { FormDraft } from './draft.ts';
import { option } from './option.ts';

const ORDER_TEXTS: Readonly<Record<Order, string>> = {
  one_by_one: 'One after the other',
  at_once: 'All at once',
  one_first: 'One first, then the rest',
};

/** Whether a request may need more than one call, as far as the draft says. */
export function mayBeSeveral({ configuration, eventIds = '' }: FormDraft): boolean {
  if (configuration?.kind === 'all') return true;
  const ids = parseEventIds(eventIds);
  return ids.ok && ids.eventIds.length > 1;
}

/** Proposes one first where the last request for these events did not end well, unless an order was chosen. */
export function withProposedOrder(draft: FormDraft): FormDraft {
  const { memory, order } = draft;
  const isDoubtful = memory?.kind === 'filled' && memory.lastEnd !== undefined;
  return isDoubtful && order === undefined && mayBeSeveral(draft)
    ? { ...draft, order: 'one_first', isOrderProposed: true }
    : draft;
}

/** The order of several calls; no field for one call. */
export function orderBlocks(draft: FormDraft): readonly KnownBlock[] {
  return mayBeSeveral(draft) ? [orderBlock(draft)] : [];
}

/**
 * The block id of the order's field. Slack ignores a new initial value of a field that stays, so a proposal is made
 * in a field of its own (bolt-js issues 290 and 1073).
 */
export function orderBlockId(isProposed = false): string {
  return isProposed ? `${ACTIONS.order}:proposed` : ACTIONS.order;
}

function orderBlock({ order, isOrderProposed }: FormDraft): InputBlock {
  return {
    type: 'input',
    block_id: orderBlockId(isOrderProposed),
    optional: true,
    label: plain('Order'),
    hint: plain('One first: the rest waits until someone says the first one arrived.'),
    element: {
      type: 'static_select',
      action_id: ACTIONS.order,
      placeholder: plain('In turn with a rate, else all at once'),
      options: ORDERS.map((each) => option(each, ORDER_TEXTS[each])),
      ...(order && { initial_option: option(order, ORDER_TEXTS[order]) }),
    },
  };
}
