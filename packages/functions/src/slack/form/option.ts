import type { PlainTextOption } from '@slack/types';
import { plain } from '../../messages/message.ts';
import { SLACK_LIMITS } from '../../model/slack-limits.ts';
import { plainForeign } from '../../runtime/text.ts';

/** An option of a menu with foreign text; its value where that has nothing to show. */
export function option(value: string, text: string): PlainTextOption {
  return { text: plain(plainForeign(text, SLACK_LIMITS.optionText) || value), value };
}
