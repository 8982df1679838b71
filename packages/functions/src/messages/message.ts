import type { KnownBlock } from '@slack/types';
import { SLACK_LIMITS } from '../model/slack-limits.ts';

/** A message as it is posted: `text` is a full sentence for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** The same in fewer words, for where Slack does not take all of them; left out: `text`. */
  readonly short?: { readonly compact: string; readonly small: string };
  /** The least form that is still of use; left out: a few words without blocks and buttons. */
  readonly leastForm?: 'full' | 'small';
}

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
