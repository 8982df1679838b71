import { isJsonObject, type JsonObject } from '../json.ts';

/** Whether Slack's app for phones shows a block: no field for a number is (bolt-python issue 903). */
export function isShownOnPhone({ element }: JsonObject): boolean {
  return !isJsonObject(element ?? null) || Object(element).type !== 'number_input';
}
