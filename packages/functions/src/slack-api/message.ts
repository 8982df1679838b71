import type { KnownBlock } from '@slack/types';

/** Prevents previews of links in our messages. */
export const NO_UNFURL = { unfurl_links: false, unfurl_media: false } as const;

/** A message to post. `text` is a full sentence for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** Shorter texts, for when Slack refuses the full message; by default `text` is cut. */
  readonly short?: { readonly compact: string; readonly small: string };
  /** The smallest form that is still useful; by default a short text without blocks and buttons. */
  readonly leastForm?: 'full' | 'small';
}
