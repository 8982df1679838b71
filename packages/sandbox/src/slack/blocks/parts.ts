import { isJsonObject, type JsonObject, objectsIn, stringAt } from '../json.ts';

/** The interactive elements (and images) of one block, in order. */
export function elementsOf(block: JsonObject): JsonObject[] {
  if (block.type === 'actions') return objectsIn(block.elements);
  const one = block.type === 'input' ? block.element : block.accessory;
  return isJsonObject(one) ? [one] : [];
}

/** Names one element of a message or view. */
export interface ElementRef {
  readonly blockId: string;
  readonly actionId: string;
}

export interface FoundElement {
  readonly block: JsonObject;
  readonly element: JsonObject;
}

/** Finds an element by action id, within one block if `blockId` is given. */
export function findElement(
  blocks: readonly JsonObject[],
  actionId: string,
  blockId?: string,
): FoundElement | undefined {
  for (const block of blocks) {
    if (blockId !== undefined && block.block_id !== blockId) continue;
    const element = elementsOf(block).find((it) => it.action_id === actionId);
    if (element !== undefined) return { block, element };
  }
  return undefined;
}

function withActionId(element: JsonObject, newId: () => string): JsonObject {
  const named = element.type === 'image' || stringAt(element, 'action_id') !== undefined;
  return named ? element : { ...element, action_id: newId() };
}

/** A copy of `blocks` with the ids that Slack generates where an app gives none. */
export function withIds(blocks: readonly JsonObject[], newId: () => string): JsonObject[] {
  return blocks.map((block) => {
    const named: JsonObject = { ...block, block_id: stringAt(block, 'block_id') ?? newId() };
    if (block.type === 'actions') {
      named.elements = objectsIn(block.elements).map((it) => withActionId(it, newId));
    }
    if (isJsonObject(block.element)) named.element = withActionId(block.element, newId);
    if (isJsonObject(block.accessory)) named.accessory = withActionId(block.accessory, newId);
    return named;
  });
}
