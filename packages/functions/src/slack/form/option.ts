import type { PlainTextElement, PlainTextOption } from '@slack/types';
import { plainForeign } from '../../messages/mrkdwn.ts';
import { SLACK_LIMITS } from '../../model/slack-limits.ts';

/** Words of our own in a form. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text };
}

/** An option of a menu with foreign text; its value where that has nothing to show. */
export function option(value: string, text: string): PlainTextOption {
  return { text: plain(plainForeign(text, SLACK_LIMITS.optionText) || value), value };
}
