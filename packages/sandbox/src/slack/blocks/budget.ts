import { isJsonObject, type JsonValue } from '../json.ts';

/**
 * The largest message known to pass. Slack documents no limit for a message's blocks as a whole, yet
 * refuses some with msg_blocks_too_long: 9,597 characters of text in 15,561 of JSON passed; 11,341 in
 * 17,694 and 13,200 did not (bolt-js issues 2867 and 2509). This peer refuses everything larger than
 * what passed.
 */
export const MESSAGE_TEXT_MAX = 9597;
export const MESSAGE_JSON_MAX = 15_561;

function textLength(value: JsonValue): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textLength(item), 0);
  if (!isJsonObject(value)) return 0;
  let length = 0;
  for (const [name, field] of Object.entries(value)) {
    length += name === 'text' && typeof field === 'string' ? field.length : textLength(field);
  }
  return length;
}

/** True if the blocks of one message hold more than is known to pass. */
export function exceedsMessageBudget(blocks: JsonValue): boolean {
  return textLength(blocks) > MESSAGE_TEXT_MAX || JSON.stringify(blocks).length > MESSAGE_JSON_MAX;
}
