import type { KnownBlock } from '@slack/types';

/** Links in our messages open no preview. */
export const NO_UNFURL = { unfurl_links: false, unfurl_media: false } as const;

/** A message as it is posted: `text` is a full sentence for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** The same in fewer words, for where Slack does not take all of them; left out: `text`. */
  readonly short?: { readonly compact: string; readonly small: string };
  /** The least form that is still of use; left out: a few words without blocks and buttons. */
  readonly leastForm?: 'full' | 'small';
}
