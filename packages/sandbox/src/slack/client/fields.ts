import { optionsOf } from '../blocks/elements.ts';
import type { ElementRef, FoundElement } from '../blocks/parts.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import type { ViewRecord } from '../workspace/model.ts';
import { slotOf, stateOf } from '../workspace/view-values.ts';
import { type ClientContext, ClientError } from './context.ts';
import type { Delivery } from './delivery.ts';
import { elementInView, viewInHand } from './open-view.ts';
import { sendViewAction } from './view-actions.ts';

/** An option by its value, or as it was offered. */
export type Choice = string | JsonObject;

function offeredOptions(record: ViewRecord, element: JsonObject, ref: ElementRef): JsonObject[] {
  const key = `${ref.blockId}/${ref.actionId}`;
  const state = record.values[ref.blockId]?.[ref.actionId] ?? {};
  const chosen = [state.selected_option, state.selected_options].flat().filter(isJsonObject);
  return [...optionsOf(element), ...(record.offered[key] ?? []), ...chosen];
}

function pick(options: JsonObject[], choice: Choice): JsonObject {
  const value = typeof choice === 'string' ? choice : choice.value;
  const option = options.find((it) => it.value === value);
  if (option === undefined) throw new ClientError('not_offered', `no option ${String(value)}`);
  return option;
}

function dispatches({ block, element }: FoundElement, pressEnter: boolean): boolean {
  if (block.type !== 'input') return true;
  if (block.dispatch_action !== true) return false;
  const isTyped = slotOf(element)?.field === 'value';
  if (!isTyped) return true;
  const config = element.dispatch_action_config;
  const on = isJsonObject(config) ? config.trigger_actions_on : undefined;
  const triggers = Array.isArray(on) ? on : ['on_enter_pressed'];
  if (triggers.includes('on_character_entered')) return true;
  return pressEnter && triggers.includes('on_enter_pressed');
}

function enter(
  context: ClientContext,
  userId: string,
  viewId: string,
  ref: ElementRef,
  valueFor: (element: JsonObject, record: ViewRecord) => JsonValue,
  pressEnter: boolean,
): Promise<Delivery | undefined> {
  const hand = viewInHand(context, userId, viewId);
  const found = elementInView(hand.record, ref);
  const { element } = found;
  const entered = valueFor(element, hand.record);
  if (element.type === 'overflow') {
    return sendViewAction(context, hand, found, { selected_option: entered });
  }
  const slot = slotOf(element);
  if (slot === undefined) throw new ClientError('not_allowed', 'nothing can be entered there');
  const state = stateOf(element, slot, entered);
  const { record } = hand;
  record.values[ref.blockId] = { ...record.values[ref.blockId], [ref.actionId]: state };
  delete record.errors[ref.blockId];
  context.workspace.changed();
  if (!dispatches(found, pressEnter)) return Promise.resolve(undefined);
  return sendViewAction(context, hand, found, state);
}

/**
 * A person chooses an option (or several in a multi-select; null clears the choice). Only what the
 * element offers can be chosen. Returns the delivery if Slack sends one: for an element in a section or
 * actions block, and for an input with dispatch_action.
 */
export async function chooseOption(
  context: ClientContext,
  userId: string,
  viewId: string,
  ref: ElementRef,
  choice: Choice | Choice[] | null,
): Promise<Delivery | undefined> {
  const valueFor = (element: JsonObject, record: ViewRecord): JsonValue => {
    const options = offeredOptions(record, element, ref);
    const many = slotOf(element)?.field === 'selected_options';
    const choices = choice === null ? [] : [choice].flat();
    const picked = choices.map((it) => pick(options, it));
    return many ? picked : (picked[0] ?? null);
  };
  return enter(context, userId, viewId, ref, valueFor, false);
}

/**
 * A person types a text or number, or picks a date, a time or a person; an empty text clears the field.
 * `pressEnter` also sends what a dispatching text input sends on Enter.
 */
export async function fillField(
  context: ClientContext,
  userId: string,
  viewId: string,
  ref: ElementRef,
  value: string | number | null,
  pressEnter = false,
): Promise<Delivery | undefined> {
  const valueFor = (element: JsonObject): JsonValue => {
    if (value === null || value === '') return null;
    const field = slotOf(element)?.field ?? '';
    if (field.startsWith('selected_option')) {
      throw new ClientError('not_allowed', 'options are chosen, not filled in');
    }
    const max = Number(element.max_length ?? 3000);
    if (typeof value === 'string' && field === 'value') return value.slice(0, max);
    return field === 'selected_date_time' ? Number(value) : String(value);
  };
  return enter(context, userId, viewId, ref, valueFor, pressEnter);
}
