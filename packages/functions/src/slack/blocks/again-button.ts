import type { Button } from '@slack/types';
import { executionValue } from '../execution-value.ts';
import { ACTIONS } from '../ids.ts';

/**
 * *Run again*: the form of the request that `executionArn` had, filled in.
 * @returns none where the ARN is too long for a button
 */
export function againButtons(executionArn: string): readonly Button[] {
  return button(
    ACTIONS.again,
    'Run again',
    'Open the form of this request, filled in',
    executionArn,
  );
}

/** *Open the form again*, for a request that never became a card. */
export function reopenButtons(executionArn: string): readonly Button[] {
  return button(ACTIONS.reopen, 'Open the form again', 'Open the form as it was', executionArn);
}

function button(
  actionId: string,
  text: string,
  label: string,
  executionArn: string,
): readonly Button[] {
  const value = executionValue(executionArn);
  if (value === undefined) return [];
  return [
    {
      type: 'button',
      action_id: actionId,
      text: { type: 'plain_text', text },
      accessibility_label: label,
      value,
    },
  ];
}
