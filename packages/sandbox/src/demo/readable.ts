import { elementsOf } from '../slack/blocks/parts.ts';
import { isJsonObject, type JsonObject, objectsIn, stringAt } from '../slack/json.ts';
import type { Message } from '../slack/workspace/model.ts';
import type { Workspace } from '../slack/workspace/workspace.ts';

const SYMBOLS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&' };

/** A message as lines for a terminal: names for mentions, times for dates, buttons in brackets. */
export function readable(message: Message, workspace: Workspace): readonly string[] {
  const blocks = message.blocks ?? [];
  return blocks.flatMap((block) => linesOf(block)).map((line) => plain(line, workspace));
}

function linesOf(block: JsonObject): readonly string[] {
  if (block.type === 'actions')
    return [
      elementsOf(block)
        .map((button) => `[ ${textOf(button.text)} ]`)
        .join('  '),
    ];
  if (block.type === 'context') return objectsIn(block.elements).map((element) => textOf(element));
  const fields = objectsIn(block.fields).map((field) => fieldWords(textOf(field)));
  return [...(block.text === undefined ? [] : textOf(block.text).split('\n')), ...fields];
}

/** A label and the text below it, on one line. */
function fieldWords(text: string): string {
  const [label = '', ...values] = text.split('\n');
  return `${label}: ${values.join(', ')}`;
}

function textOf(value: unknown): string {
  return isJsonObject(value) ? (stringAt(value, 'text') ?? '') : '';
}

/** mrkdwn as Slack displays it (Slack docs: Formatting text). */
export function plain(text: string, workspace: Workspace): string {
  return text
    .replace(/<!date\^(\d+)\^[^|]*\|[^>]*>/g, (_, seconds) => timeOfDay(Number(seconds) * 1000))
    .replace(/<@([A-Z0-9]+)>/g, (_, id) => `@${workspace.user(id)?.real_name ?? id}`)
    .replace(/<!subteam\^([A-Z0-9]+)>/g, (_, id) => `@${groupName(workspace, id)}`)
    .replace(/<#([A-Z0-9]+)>/g, (_, id) => `#${workspace.channel(id)?.name ?? id}`)
    .replace(/:[a-z_]+: ?/g, '')
    .replace(/[*`\u200b]/g, '')
    .replace(/&(lt|gt|amp);/g, (_, name) => SYMBOLS[name] ?? '');
}

function groupName(workspace: Workspace, id: string): string {
  return workspace.state.userGroups.find((group) => group.id === id)?.name ?? id;
}

const HALF_A_DAY_MS = 43_200_000;

/** The time of day, with the date if it is far from now. */
function timeOfDay(timeMs: number): string {
  const date = new Date(timeMs);
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (Math.abs(Date.now() - timeMs) < HALF_A_DAY_MS) return time;
  return `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${time}`;
}
