import type { Button, KnownBlock, PlainTextElement } from '@slack/types';
import { SLACK_LIMITS } from '../model/slack-limits.ts';

/** Text in which nothing becomes a link or a mention by itself (Slack docs: Text object, verbatim). */
export function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

/** A small line of such text. */
export function context(text: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

/** Lines as few sections as Slack's limit for one allows. */
export function sections(lines: readonly string[]): KnownBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const grown = [...texts.slice(-1), line].join('\n');
    if (grown.length > SLACK_LIMITS.sectionText) texts.push(line);
    else texts.splice(-1, 1, grown);
  }
  return texts.map(section);
}

/** Words of our own in a form. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text };
}

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
