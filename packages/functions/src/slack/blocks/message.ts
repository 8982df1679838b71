import type { KnownBlock } from '@slack/types';

/** A message as it is posted: `text` is a full sentence for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Text in which nothing becomes a link or a mention by itself (Slack docs: Text object, verbatim). */
export function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

/** A small line of such text. */
export function context(text: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

/** Slack's limit for the text of a section, in characters (Slack docs: Section block). */
const MAX_SECTION_CHARS = 3000;

/** Lines as few sections as Slack's limit for one allows. */
export function sections(lines: readonly string[]): KnownBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const grown = [...texts.slice(-1), line].join('\n');
    if (grown.length > MAX_SECTION_CHARS) texts.push(line);
    else texts.splice(-1, 1, grown);
  }
  return texts.map(section);
}
