import type { PlainTextElement, PlainTextOption } from '@slack/types';
import { plainForeign } from './text.ts';

/** Slack docs: Option object, text and description. */
const MAX_OPTION_CHARS = 75;

/** Words of our own in a form. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text };
}

/** An option of a menu with foreign text; its value where that has nothing to show. */
export function option(value: string, text: string): PlainTextOption {
  return { text: plain(plainForeign(text, MAX_OPTION_CHARS) || value), value };
}
