import type { Button } from '@slack/types';
import { plain } from '../slack/form/option.ts';

/** A button of a message. @param label says to a screen reader what it does */
export function button(actionId: string, text: string, label: string, value: string): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(text),
    accessibility_label: label,
    value,
  };
}
