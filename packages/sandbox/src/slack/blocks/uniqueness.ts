import { type JsonObject, stringAt } from '../json.ts';
import { elementsOf } from './parts.ts';
import type { Report } from './rules.ts';

/** Reports a block_id used twice, and an action_id used twice within one block. */
export function checkUniqueIds(blocks: JsonObject[], pointer: string, report: Report): void {
  const blockIds = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const blockId = stringAt(block, 'block_id');
    if (blockId !== undefined && blockIds.has(blockId)) {
      report(`\`block_id\` "${blockId}" already exists`, `${pointer}/${index}/block_id`);
    }
    if (blockId !== undefined) blockIds.add(blockId);
    checkActionIds(block, `${pointer}/${index}`, report);
  }
}

function checkActionIds(block: JsonObject, pointer: string, report: Report): void {
  const seen = new Set<string>();
  for (const [index, element] of elementsOf(block).entries()) {
    const actionId = stringAt(element, 'action_id');
    if (actionId !== undefined && seen.has(actionId)) {
      report(
        `\`action_id\` "${actionId}" already exists`,
        `${pointer}/elements/${index}/action_id`,
      );
    }
    if (actionId !== undefined) seen.add(actionId);
  }
}

/** Reports every focus_on_load after the first: only one element of a view may have it (@slack/types). */
export function checkFocus(blocks: JsonObject[], pointer: string, report: Report): void {
  const focused = blocks.flatMap((block) => elementsOf(block)).filter((it) => it.focus_on_load);
  if (focused.length > 1) report('only one element may have focus_on_load', pointer);
}
