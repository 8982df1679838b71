import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import { ACTIONS, VIEWS } from '../../messages/ids.ts';
import { plain } from '../../messages/message.ts';
import type { FormView } from '../form/view.ts';

/** Asks for the reason of a rejection. `privateMetadata` identifies the request. */
export function buildRejectForm(privateMetadata: string): FormView {
  return reasonForm({
    callbackId: VIEWS.reject,
    title: 'Reject the request',
    submit: 'Reject',
    label: 'Reason',
    hint: 'The person who asked and the ledger see it.',
    privateMetadata,
  });
}

const TITLES = { started: 'doo did start', not_started: 'doo did not start' } as const;

/** Asks how a person knows what became of an unknown outcome. */
export function buildResolutionForm(
  resolution: 'started' | 'not_started',
  privateMetadata: string,
): FormView {
  return reasonForm({
    callbackId: VIEWS.resolution,
    title: TITLES[resolution],
    submit: 'Record',
    label: 'How do you know?',
    hint: 'What you saw, and where. The person who asked and the ledger see it. Nothing is sent by this.',
    privateMetadata,
  });
}

interface ReasonForm {
  readonly callbackId: string;
  readonly title: string;
  readonly submit: string;
  readonly label: string;
  readonly hint: string;
  readonly privateMetadata: string;
}

function reasonForm(form: ReasonForm): FormView {
  return {
    type: 'modal',
    callback_id: form.callbackId,
    title: plain(form.title),
    submit: plain(form.submit),
    close: plain('Back'),
    private_metadata: form.privateMetadata,
    blocks: [
      {
        type: 'input',
        block_id: ACTIONS.reason,
        label: plain(form.label),
        hint: plain(form.hint),
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
