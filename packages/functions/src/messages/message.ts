import type { Button, KnownBlock, ModalView, PlainTextElement } from '@slack/types';
import { SLACK_LIMITS } from '../model/slack-limits.ts';

/** A modal whose blocks are checked by the compiler: Slack's own type allows any block. */
export type FormView = Omit<ModalView, 'blocks'> & { readonly blocks: KnownBlock[] };

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true }) as const;

/** Text in which nothing becomes a link or a mention by itself (Slack docs: Text object, verbatim). */
export function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** The same of what nobody may overlook: no client hides a part of it behind "Show more". */
export function openSection(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text), expand: true };
}

/** Short texts side by side where there is room, each under a label of its own. */
export function fields(texts: readonly string[]): KnownBlock {
  return { type: 'section', fields: texts.map(mrkdwn), expand: true };
}

/** The first line of a card, in large letters. */
export function header(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: true } };
}

/** A small line of such text. */
export function context(text: string): KnownBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
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

/** A button of a message. @param label says to a screen reader what it does, after its visible words */
export function button(actionId: string, text: string, label: string, value: string): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(text),
    accessibility_label: label,
    value,
  };
}
