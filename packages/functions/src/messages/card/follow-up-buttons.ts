import type { Button, KnownBlock } from '@slack/types';
import { button } from '../button.ts';
import { ACTIONS } from '../ids.ts';

/** *doo did start…* and *doo did not start…*: each asks how that is known. */
export function resolutionButtons(value: string): KnownBlock {
  return {
    type: 'actions',
    block_id: 'resolution',
    elements: [
      button(
        ACTIONS.dooStarted,
        'doo did start…',
        'Say that doo did start, and how you know',
        value,
      ),
      button(
        ACTIONS.dooNotStarted,
        'doo did not start…',
        'Say that doo did not start, and how you know',
        value,
      ),
    ],
  };
}

/** *Arrived* and *Not yet*, followed by `others`. */
export function arrivalButtons(value: string, others: readonly Button[]): KnownBlock {
  return {
    type: 'actions',
    block_id: 'arrival',
    elements: [
      {
        ...button(ACTIONS.arrived, 'Arrived', 'Say that the webhooks arrived', value),
        style: 'primary',
      },
      button(ACTIONS.notYet, 'Not yet', 'Say that the webhooks have not arrived yet', value),
      ...others,
    ],
  };
}
