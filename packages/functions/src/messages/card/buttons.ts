import type { Button, ConfirmationDialog, KnownBlock } from '@slack/types';
import { executionValue } from '../../model/button-values.ts';
import type { CheckedRequest } from '../../model/checked-request.ts';
import { SLACK_LIMITS } from '../../model/slack-limits.ts';
import { cut, fitted, plainForeign } from '../../runtime/text.ts';
import { plainHosts } from '../configuration-text.ts';
import { ACTIONS } from '../ids.ts';
import { button } from '../message.ts';
import { whatWords } from './request-text.ts';

/** *Approve and send*, *Reject…* and *Cancel request*; the first and the last ask once more. */
export function decisionButtons(checked: CheckedRequest, value: string): KnownBlock {
  return {
    type: 'actions',
    block_id: 'decision',
    elements: [
      {
        ...button(
          ACTIONS.approve,
          'Approve and send',
          'Approve this request and send it to doo',
          value,
        ),
        style: 'primary',
        confirm: approveConfirm(checked),
      },
      {
        ...button(ACTIONS.reject, 'Reject…', 'Reject this request and say why', value),
        style: 'danger',
      },
      {
        ...button(ACTIONS.cancel, 'Cancel request', 'Cancel your own request', value),
        confirm: {
          title: { type: 'plain_text', text: 'Cancel this request?' },
          text: {
            type: 'plain_text',
            text: 'Nothing will be sent. Only the person who asked can cancel.',
          },
          confirm: { type: 'plain_text', text: 'Cancel request' },
          deny: { type: 'plain_text', text: 'Keep it' },
        },
      },
    ],
  };
}

/** *Stop the rest*, while doo is asked for one target after the other. It acts at once. */
export function stopButton(value: string): KnownBlock {
  const label = 'Stop this request: doo is not asked for what is left';
  return {
    type: 'actions',
    block_id: 'sending',
    elements: [{ ...button(ACTIONS.stop, 'Stop the rest', label, value), style: 'danger' }],
  };
}

function approveConfirm(checked: CheckedRequest): ConfirmationDialog {
  const { configurations, organizationName, request } = checked;
  const [only] = configurations;
  const to =
    only === undefined || configurations.length > 1
      ? `${configurations.length} CONFIGURATIONS`
      : `${plainForeign(only.name, 60)} (${plainHosts(only)})`;
  const ids =
    'eventIds' in request
      ? ` (${fitted(request.eventIds, ', ', 60, (left) => `and ${left} more`)})`
      : '';
  const text = `Repush ${whatWords(request)}${ids} of ${plainForeign(organizationName, 40)} to ${to}? This cannot be undone.`;
  return {
    title: { type: 'plain_text', text: 'Approve and send?' },
    text: { type: 'plain_text', text: cut(text, SLACK_LIMITS.confirmText) },
    confirm: { type: 'plain_text', text: 'Approve and send' },
    deny: { type: 'plain_text', text: 'Not yet' },
  };
}

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

/**
 * *Run again*: the form of the request that `executionArn` had, filled in.
 * @returns none where the ARN is too long for a button
 */
export function againButtons(executionArn: string): readonly Button[] {
  const value = executionValue(executionArn);
  const label = 'Open the form of this request, filled in';
  return value === undefined ? [] : [button(ACTIONS.again, 'Run again', label, value)];
}

/** *Open the form again*, for a request that never became a card. */
export function reopenButtons(executionArn: string): readonly Button[] {
  const value = executionValue(executionArn);
  const label = 'Open the form as it was';
  return value === undefined ? [] : [button(ACTIONS.reopen, 'Open the form again', label, value)];
}

export function reopenBlocks(executionArn: string): KnownBlock[] {
  const elements = [...reopenButtons(executionArn)];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: 'reopen', elements }];
}
