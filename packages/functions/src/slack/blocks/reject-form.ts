import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import { ACTIONS, VIEWS } from '../ids.ts';
import type { Form } from './request-form.ts';

/** Asks for the reason of a rejection. `privateMetadata` says which request it is about. */
export function buildRejectForm(privateMetadata: string): Form {
  return {
    type: 'modal',
    callback_id: VIEWS.reject,
    title: { type: 'plain_text', text: 'Reject the request' },
    submit: { type: 'plain_text', text: 'Reject' },
    close: { type: 'plain_text', text: 'Back' },
    private_metadata: privateMetadata,
    blocks: [
      {
        type: 'input',
        block_id: ACTIONS.reason,
        label: { type: 'plain_text', text: 'Reason' },
        hint: { type: 'plain_text', text: 'The person who asked and the ledger see it.' },
        element: {
          type: 'plain_text_input',
          action_id: ACTIONS.reason,
          multiline: true,
          max_length: MAX_REASON_CHARS,
        },
      },
    ],
  };
}
