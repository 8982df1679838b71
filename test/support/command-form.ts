import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { isJsonObject, stringAt } from '@doo-repush/sandbox/slack/json';

/** The values in a person's open form by action ID: options, texts, dates and times. */
export function formValues(sandbox: Sandbox, userId: string): Record<string, unknown> {
  const record = sandbox.slack.client.openView(userId);
  const states = Object.values(record?.values ?? {}).flatMap((fields) => Object.entries(fields));
  return Object.fromEntries(
    states.flatMap(([actionId, { type: _type, ...state }]) => {
      const [entered = null] = Object.values(state);
      const options = Array.isArray(entered) ? entered : [entered];
      const values = options.map((each) => (isJsonObject(each) ? stringAt(each, 'value') : each));
      const value = Array.isArray(entered) ? values : values[0];
      return value === null || (Array.isArray(value) && value.length === 0)
        ? []
        : [[actionId, value]];
    }),
  );
}

/** The notes at the head of a person's open form. */
export function formHead(sandbox: Sandbox, userId: string): string {
  const [first] = sandbox.slack.client.openView(userId)?.view.blocks ?? [];
  if (first?.block_id !== 'about_line' || !isJsonObject(first.text ?? null)) return '';
  return stringAt(Object(first.text), 'text') ?? '';
}
