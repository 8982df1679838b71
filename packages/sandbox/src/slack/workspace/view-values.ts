import { isDeepStrictEqual } from 'node:util';
import { optionsOf } from '../blocks/elements.ts';
import { elementsOf } from '../blocks/parts.ts';
import { type JsonObject, type JsonValue, objectsIn, stringAt } from '../json.ts';
import type { ViewValues } from './model.ts';

interface Slot {
  /** Where a view's state keeps what was entered. */
  readonly field: string;
  /** Where a block keeps the initial value. */
  readonly initial: string;
  readonly empty: JsonValue;
}

const typed: Slot = { field: 'value', initial: 'initial_value', empty: null };
const one: Slot = { field: 'selected_option', initial: 'initial_option', empty: null };
const many: Slot = { field: 'selected_options', initial: 'initial_options', empty: [] };

const SLOTS: Readonly<Record<string, Slot>> = {
  plain_text_input: typed,
  number_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  static_select: one,
  external_select: one,
  radio_buttons: one,
  multi_static_select: many,
  multi_external_select: many,
  checkboxes: many,
  users_select: { field: 'selected_user', initial: 'initial_user', empty: null },
  datepicker: { field: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { field: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', empty: null },
};

/** How an element stores what is entered; undefined for buttons, overflow menus and images. */
export function slotOf(element: JsonObject): Slot | undefined {
  const type = stringAt(element, 'type') ?? '';
  return Object.hasOwn(SLOTS, type) ? SLOTS[type] : undefined;
}

/** The element's state once `entered` has been entered. */
export function stateOf(element: JsonObject, slot: Slot, entered: JsonValue): JsonObject {
  return { type: stringAt(element, 'type') ?? '', [slot.field]: entered };
}

/** True if an element's state holds no value. */
export function isEmpty(slot: Slot, state: JsonObject | undefined): boolean {
  const entered = state?.[slot.field] ?? null;
  return entered === null || entered === '' || (Array.isArray(entered) && entered.length === 0);
}

function stillFits(element: JsonObject, slot: Slot, state: JsonObject | undefined): boolean {
  if (state === undefined || state.type !== element.type) return false;
  const options = optionsOf(element);
  if (options.length === 0) return true;
  const entered = state[slot.field];
  const chosen = Array.isArray(entered) ? entered : [entered ?? null];
  return chosen.every((it) => it === null || options.some((known) => isDeepStrictEqual(known, it)));
}

/**
 * A view's state in the client. An entered value stays if the new blocks have an element with the same
 * block_id and action_id (Slack docs: views.update), and then wins over initial values; everything else
 * starts afresh. A choice that the element no longer offers is dropped.
 */
export function valuesOf(blocks: readonly JsonObject[], before: ViewValues = {}): ViewValues {
  const values: ViewValues = {};
  for (const block of objectsIn(blocks)) {
    const blockId = stringAt(block, 'block_id') ?? '';
    for (const element of elementsOf(block)) {
      const slot = slotOf(element);
      if (slot === undefined) continue;
      const actionId = stringAt(element, 'action_id') ?? '';
      const kept = before[blockId]?.[actionId];
      const fits = stillFits(element, slot, kept);
      const initial = stateOf(element, slot, element[slot.initial] ?? slot.empty);
      values[blockId] = {
        ...values[blockId],
        [actionId]: fits && kept !== undefined ? kept : initial,
      };
    }
  }
  return values;
}
