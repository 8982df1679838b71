import { MAX_REASON_CHARS } from '@doo-repush/core/repush/request';
import { ACTIONS, VIEWS } from '../ids.ts';
import type { Form } from './request-form.ts';

const TITLES = { started: 'doo did start', not_started: 'doo did not start' } as const;

/** Asks how somebody knows what became of an unknown outcome. */
export function buildResolutionForm(
  resolution: 'started' | 'not_started',
  privateMetadata: string,
): Form {
  return {
    type: 'modal',
    callback_id: VIEWS.resolution,
    title: { type: 'plain_text', text: TITLES[resolution] },
    submit: { type: 'plain_text', text: 'Record' },
    close: { type: 'plain_text', text: 'Back' },
    private_metadata: privateMetadata,
    blocks: [
      {
        type: 'input',
        block_id: ACTIONS.reason,
        label: { type: 'plain_text', text: 'How do you know?' },
        hint: {
          type: 'plain_text',
          text: 'What you saw, and where. The person who asked and the ledger see it. Nothing is sent by this.',
        },
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
