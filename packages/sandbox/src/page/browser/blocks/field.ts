import { type JsonObject, stringAt } from '../../../slack/json.ts';
import { type Child, h } from '../dom.ts';
import type { FieldRef } from '../fields.ts';
import type { Store } from '../store.ts';
import type { FieldWords } from './field-parts.ts';
import { lookUpField } from './look-up.ts';
import { optionBoxes, selectField } from './option-fields.ts';
import type { BlockPlace } from './place.ts';
import { dateTimeField, isTyped, typedField } from './typed-field.ts';

/** The control for an element that holds a value. */
export function field(
  store: Store,
  place: BlockPlace,
  blockId: string,
  element: JsonObject,
  words: FieldWords,
): Child {
  if (place.kind !== 'view') return h('span', { class: 'unknown' }, 'Only forms have this here');
  const actionId = stringAt(element, 'action_id') ?? '';
  const ref: FieldRef = { viewId: place.record.view.id, blockId, actionId };
  const state = place.record.values[blockId]?.[actionId] ?? {};
  const type = stringAt(element, 'type') ?? '';
  if (isTyped(type)) return typedField(store, ref, element, state, words);
  switch (type) {
    case 'datetimepicker':
      return dateTimeField(store, ref, state, words);
    case 'static_select':
      return selectField(store, ref, element, state, words);
    case 'external_select':
    case 'multi_external_select':
      return lookUpField(store, ref, element, state, words);
    case 'checkboxes':
    case 'multi_static_select':
    case 'radio_buttons':
      return optionBoxes(store, ref, element, state, words);
    default:
      return h('p', { class: 'unknown' }, `Not shown here: an element "${type}"`);
  }
}
