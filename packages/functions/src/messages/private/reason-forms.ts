import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import { ACTIONS, VIEWS } from '../ids.ts';
import { type FormView, plain } from '../message.ts';

/** Asks for the reason of a rejection. `privateMetadata` identifies the request. */
export function buildRejectForm(privateMetadata: string): FormView {
  return reasonForm({
    callbackId: VIEWS.reject,
    title: 'Reject request',
    submit: 'Reject',
    label: 'Reason',
    hint: 'Whoever asked sees this, on the card.',
    privateMetadata,
  });
}

const TITLES = { started: 'doo started sending', not_started: "doo didn't start" } as const;

/** Asks how a person knows what became of an unknown outcome. */
export function buildResolutionForm(
  resolution: 'started' | 'not_started',
  privateMetadata: string,
): FormView {
  return reasonForm({
    callbackId: VIEWS.resolution,
    title: TITLES[resolution],
    submit: 'Save',
    label: 'How do you know?',
    hint: 'What did you see, and where? Saving this sends nothing.',
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
    close: plain('Cancel'),
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
