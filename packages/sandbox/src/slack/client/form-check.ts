import { elementsOf } from '../blocks/parts.ts';
import { type JsonObject, stringAt } from '../json.ts';
import type { ViewRecord } from '../workspace/model.ts';
import { isEmpty, slotOf } from '../workspace/view-values.ts';

const REQUIRED = 'Please complete this required field.';

function numberFault(element: JsonObject, entered: string): string | undefined {
  const value = Number(entered);
  if (entered.trim() === '' || Number.isNaN(value)) return 'Please enter a number.';
  if (element.is_decimal_allowed !== true && !Number.isInteger(value)) {
    return 'Please enter a whole number.';
  }
  const { min_value: min, max_value: max } = element;
  if (min !== undefined && value < Number(min)) return `Please enter ${String(min)} or more.`;
  if (max !== undefined && value > Number(max)) return `Please enter ${String(max)} or less.`;
  return undefined;
}

function textFault(element: JsonObject, entered: string): string | undefined {
  if (element.type === 'number_input') return numberFault(element, entered);
  const min = Number(element.min_length ?? 0);
  return entered.length < min ? `Please enter ${min} or more characters.` : undefined;
}

function fieldFault(record: ViewRecord, block: JsonObject, element: JsonObject) {
  const slot = slotOf(element);
  if (slot === undefined) return undefined;
  const blockId = stringAt(block, 'block_id') ?? '';
  const state = record.values[blockId]?.[stringAt(element, 'action_id') ?? ''];
  if (isEmpty(slot, state)) return block.optional === true ? undefined : REQUIRED;
  const entered = state?.[slot.field];
  return slot.field === 'value' ? textFault(element, String(entered)) : undefined;
}

/** By block id: the errors that stop Slack's client from sending a form; empty if it sends the form. */
export function formFaults(record: ViewRecord): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const block of record.view.blocks.filter((it) => it.type === 'input')) {
    for (const element of elementsOf(block)) {
      const fault = fieldFault(record, block, element);
      if (fault !== undefined) faults[stringAt(block, 'block_id') ?? ''] = fault;
    }
  }
  return faults;
}
