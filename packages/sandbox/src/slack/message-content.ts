import { SlackApiError } from './api-error.ts';
import { exceedsMessageBudget } from './blocks/budget.ts';
import { messageFaults } from './blocks/validate.ts';
import { type JsonObject, type JsonValue, objectsIn } from './json.ts';

/** The longest `text` of a message (Slack docs: Truncating content). */
export const TEXT_MAX = 40_000;

/** The longest `text` of an edited message (Slack docs: chat.update, msg_too_long). */
export const EDITED_TEXT_MAX = 4000;

/**
 * Takes the blocks of a message as Slack does. Throws invalid_blocks_format (not a list),
 * invalid_blocks (with each fault and its pointer) or msg_blocks_too_long.
 */
export function acceptBlocks(value: JsonValue): JsonObject[] {
  if (!Array.isArray(value)) throw new SlackApiError('invalid_blocks_format');
  const messages = messageFaults(value);
  if (messages.length > 0) throw new SlackApiError('invalid_blocks', { messages });
  if (exceedsMessageBudget(value)) throw new SlackApiError('msg_blocks_too_long');
  return objectsIn(value);
}

/** Takes the text of a message. Throws msg_too_long above `max` characters. */
export function acceptText(text: string, max: number): string {
  if (text.length > max) throw new SlackApiError('msg_too_long');
  return text;
}

/** Throws no_text for a message with neither text nor blocks. */
export function requireContent(text: string, blocks: readonly JsonObject[]): void {
  if (text === '' && blocks.length === 0) throw new SlackApiError('no_text');
}
