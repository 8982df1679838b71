import { isJsonObject, type JsonObject } from '../json.ts';

/** Whether Slack's phone app shows a block: it shows no number field (bolt-python issue 903). */
export function isShownOnPhone({ element }: JsonObject): boolean {
  return !isJsonObject(element ?? null) || Object(element).type !== 'number_input';
}
