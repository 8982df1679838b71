import type { KnownBlock, MessageMetadata } from '@slack/types';
import { essentialMetadata } from '../ledger/essential-metadata.ts';
import { SLACK_LIMITS } from '../model/slack-limits.ts';
import { cutMarkup, withinBytes } from '../runtime/text.ts';
import type { RefusedPart } from '../slack-api/errors.ts';
import type { Message } from '../slack-api/message.ts';
import { section } from './message.ts';

/** From all that is to be said down to a few plain words without blocks. */
const CONTENTS = ['full', 'compact', 'small', 'bare'] as const;
const METADATA = ['full', 'essential', 'none'] as const;

/** How much of a message is written. */
export interface Rung {
  readonly content: (typeof CONTENTS)[number];
  readonly metadata: (typeof METADATA)[number];
}

export const FULL: Rung = { content: 'full', metadata: 'full' };

/** Which rungs a message has. */
export interface Ladder {
  readonly least: Rung['content'];
  readonly metadata: boolean;
}

/** A message in one of its forms, as Slack is given it. */
export interface Form {
  readonly text: string;
  readonly blocks: KnownBlock[];
  readonly metadata?: MessageMetadata;
}

/** Of a message that has no fewer words of its own. */
const MAX_CHARS = { compact: 2_500, small: 1_200 };

const NO_BUTTONS = 'Its buttons are missing, since Slack does not take them here.';

/**
 * A message on one rung of its ladder: whole; in one section with its buttons; in few words with its
 * buttons; in few words. Each says what is so, and the lower ones less of it.
 */
export function formOf(
  message: Message,
  { content, metadata: part }: Rung,
  metadata?: MessageMetadata,
): Form {
  const written = metadataOf(metadata, part);
  return { ...contentOf(message, content), ...(written !== undefined && { metadata: written }) };
}

/** The rung to try after a refusal of a part; `undefined` below the last one. */
export function rungBelow(rung: Rung, refused: RefusedPart, ladder: Ladder): Rung | undefined {
  const content = next(CONTENTS, rung.content, ladder.least);
  const metadata = next(METADATA, rung.metadata, ladder.metadata ? 'none' : rung.metadata);
  if (refused !== 'metadata' && content !== undefined) return { ...rung, content };
  if (refused !== 'content' && metadata !== undefined) return { ...rung, metadata };
  return undefined;
}

/** The ladder of a message with or without metadata. */
export function ladderOf(message: Message, metadata?: MessageMetadata): Ladder {
  return { least: message.leastForm ?? 'bare', metadata: metadata !== undefined };
}

function contentOf(message: Message, content: Rung['content']): Pick<Form, 'text' | 'blocks'> {
  const { text, blocks, short = shortened(text) } = message;
  const small = withinBytes(
    cutMarkup(short.small, SLACK_LIMITS.sectionText),
    SLACK_LIMITS.textBytes,
  );
  switch (content) {
    case 'full':
      return { text: withinBytes(text, SLACK_LIMITS.textBytes), blocks };
    case 'compact':
      return {
        text: small,
        blocks: [section(cutMarkup(short.compact, SLACK_LIMITS.sectionText)), ...actionsOf(blocks)],
      };
    case 'small':
      return { text: small, blocks: [section(small), ...actionsOf(blocks).map(plainly)] };
    case 'bare': {
      const hasButtons = actionsOf(blocks).length > 0;
      return { text: hasButtons ? `${small}\n${NO_BUTTONS}` : small, blocks: [] };
    }
  }
}

function shortened(text: string): { readonly compact: string; readonly small: string } {
  return { compact: cutMarkup(text, MAX_CHARS.compact), small: cutMarkup(text, MAX_CHARS.small) };
}

type Actions = Extract<KnownBlock, { type: 'actions' }>;

function actionsOf(blocks: readonly KnownBlock[]): Actions[] {
  return blocks.filter((block) => block.type === 'actions');
}

/** Buttons with what makes them work; one that asks once more still does, in short. */
function plainly(block: Actions): Actions {
  const elements = block.elements.map((element) => {
    if (element.type !== 'button') return element;
    const { type, action_id, text, value, confirm } = element;
    return {
      type,
      ...(action_id !== undefined && { action_id }),
      text,
      ...(value !== undefined && { value }),
      ...(confirm !== undefined && {
        confirm: { ...confirm, text: { type: 'plain_text' as const, text: 'Are you sure?' } },
      }),
    };
  });
  return { ...block, elements };
}

function metadataOf(
  metadata: MessageMetadata | undefined,
  part: Rung['metadata'],
): MessageMetadata | undefined {
  if (metadata === undefined || part === 'none') return undefined;
  if (part === 'full') return metadata;
  return essentialMetadata(metadata);
}

function next<T>(rungs: readonly T[], from: T, last: T): T | undefined {
  return from === last ? undefined : rungs[rungs.indexOf(from) + 1];
}
