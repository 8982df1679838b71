import type { Button } from '@slack/types';
import { executionValue } from '../../model/execution-value.ts';
import { button } from '../button.ts';
import { ACTIONS } from '../ids.ts';

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
