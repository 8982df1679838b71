import type { Button, KnownBlock } from '@slack/types';
import { executionValue } from '../../model/button-values.ts';
import type { CheckedRequest } from '../../model/checked-request.ts';
import { ACTIONS } from '../ids.ts';
import { button, plain } from '../message.ts';
import { approveConfirm } from './confirm.ts';
import { actions } from './layout.ts';

/** *Approve and send*, *Reject…* and *Cancel request*; the first and the last ask once more. */
export function decisionButtons(checked: CheckedRequest, value: string): KnownBlock {
  return {
    type: 'actions',
    block_id: 'decision',
    elements: [
      {
        ...button(ACTIONS.approve, 'Approve and send', 'Approve and send to doo', value),
        style: 'primary',
        confirm: approveConfirm(checked),
      },
      {
        ...button(ACTIONS.reject, 'Reject…', 'Reject… and say why', value),
        style: 'danger',
      },
      {
        ...button(
          ACTIONS.cancel,
          'Cancel request',
          'Cancel request: only the requester can',
          value,
        ),
        confirm: {
          title: plain('Cancel this request?'),
          text: plain('Nothing will be sent.'),
          confirm: plain('Cancel request'),
          deny: plain('Keep it'),
        },
      },
    ],
  };
}

/** *Stop the rest*, while doo is asked for one target after the other. It acts at once. */
export function stopButton(value: string): KnownBlock {
  return { type: 'actions', block_id: 'sending', elements: [stopElement(value)] };
}

function stopElement(value: string): Button {
  const label = 'Stop the rest: what is unsent stays unsent';
  return { ...button(ACTIONS.stop, 'Stop the rest', label, value), style: 'danger' };
}

/**
 * *Arrived: send the rest* and *Not arrived: stop*, once the first target should have arrived; where doo
 * found nothing to send for it, *Send the rest* and *Stop the rest*.
 */
export function firstButtons(value: string, isEmpty: boolean): KnownBlock {
  const elements = isEmpty
    ? [
        button(ACTIONS.firstArrived, 'Send the rest', 'Send the rest now', value),
        stopElement(value),
      ]
    : [
        button(ACTIONS.firstArrived, 'Arrived: send the rest', 'Arrived: send the rest now', value),
        button(
          ACTIONS.firstNotArrived,
          'Not arrived: stop',
          'Not arrived: stop, and leave the rest unsent',
          value,
        ),
      ];
  return { type: 'actions', block_id: 'first', elements };
}

/** *It started…* and *It didn't start…*: each asks how that is known. */
export function resolutionButtons(value: string): KnownBlock {
  return {
    type: 'actions',
    block_id: 'resolution',
    elements: [
      button(ACTIONS.dooStarted, 'It started…', 'It started… Say how you know', value),
      button(ACTIONS.dooNotStarted, "It didn't start…", "It didn't start… Say how you know", value),
    ],
  };
}

/** *Arrived* and *Not yet*, followed by `others`. */
export function arrivalButtons(value: string, others: readonly Button[]): KnownBlock {
  return {
    type: 'actions',
    block_id: 'arrival',
    elements: [
      button(ACTIONS.arrived, 'Arrived', 'Arrived: confirm the webhooks came in', value),
      button(ACTIONS.notYet, 'Not yet', 'Not yet: the question stays open', value),
      ...others,
    ],
  };
}

/**
 * The form of the request that `executionArn` had, filled in: *Run again…* where something of it was
 * sent, else *Edit and ask again…*.
 * @returns none where the ARN is too long for a button
 */
export function againButtons(executionArn: string, wasSent: boolean): readonly Button[] {
  const value = executionValue(executionArn);
  const words = wasSent ? 'Run again…' : 'Edit and ask again…';
  const label = `${words} opens the form with these values`;
  return value === undefined ? [] : [button(ACTIONS.again, words, label, value)];
}

/** *Open the form again*, for a request that never became a card. */
export function reopenBlocks(executionArn: string): KnownBlock[] {
  const value = executionValue(executionArn);
  const label = 'Open the form again, as it was';
  return value === undefined
    ? []
    : actions('reopen', [button(ACTIONS.reopen, 'Open the form again', label, value)]);
}
