import { SlackApiError } from '../api-error.ts';
import { exceedsMessageBudget } from '../blocks/budget.ts';
import { messageFaults } from '../blocks/validate.ts';
import { type JsonObject, type JsonValue, objectsIn } from '../json.ts';

/**
 * The length to which `text` is truncated (Slack changelog 2018-04; chat.postMessage, Truncating
 * content).
 */
const TEXT_MAX = 40_000;

/**
 * The longest `text` of an edited message, in bytes. Slack documents 4,000 characters, but a text of
 * 4,121 bytes in 1,993 characters was refused, while 3,971 bytes in 2,035 passed.
 */
const EDITED_TEXT_MAX_BYTES = 4000;

/**
 * Accepts a message's blocks as Slack does. Throws invalid_blocks_format (not a list), invalid_blocks
 * (with each error and its pointer) or msg_blocks_too_long.
 */
export function acceptBlocks(value: JsonValue): JsonObject[] {
  if (!Array.isArray(value)) throw new SlackApiError('invalid_blocks_format');
  const messages = messageFaults(value);
  if (messages.length > 0) throw new SlackApiError('invalid_blocks', { messages });
  if (exceedsMessageBudget(value)) throw new SlackApiError('msg_blocks_too_long');
  return objectsIn(value);
}

/** Accepts the text of an edited message. Throws msg_too_long above 4,000 bytes. */
export function acceptEditedText(text: string): string {
  if (Buffer.byteLength(text) > EDITED_TEXT_MAX_BYTES) throw new SlackApiError('msg_too_long');
  return text;
}

/** The text of a message as Slack stores it; `isCut` if it was too long and was truncated. */
export function truncatedText(text: string): { readonly text: string; readonly isCut: boolean } {
  const characters = Array.from(text);
  const isCut = characters.length > TEXT_MAX;
  return { text: isCut ? characters.slice(0, TEXT_MAX).join('') : text, isCut };
}

/** Throws no_text for a message with neither text nor blocks. */
export function requireContent(text: string, blocks: readonly JsonObject[]): void {
  if (text === '' && blocks.length === 0) throw new SlackApiError('no_text');
}
