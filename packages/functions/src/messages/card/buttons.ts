import type { ConfirmationDialog, KnownBlock } from '@slack/types';
import { SLACK_LIMITS } from '../../model/slack-limits.ts';
import { button } from '../button.ts';
import { plainHosts } from '../configuration-text.ts';
import { ACTIONS } from '../ids.ts';
import { cut, fitted, plainForeign } from '../mrkdwn.ts';
import { type CheckedRequest, whatWords } from './request-text.ts';

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
